import { ReauthenticationSchema } from "@cafe-app-ai/shared/auth/common";
import { type Passkey, RenamePasskeySchema } from "@cafe-app-ai/shared/auth/passkeys";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import * as Type from "@sinclair/typebox";
import { showDone } from "../../components/toast/toast.ts";
import { passkeysWork } from "../../lib/session/passkeys.ts";
import { describeDevice } from "../device.ts";
import { ReauthenticationDialog } from "../reauthentication-dialog.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { messages } from "./messages.ts";
import { PasskeyNameField } from "./passkey-name-field.tsx";
import { PasskeyRow } from "./passkey-row.tsx";
import classes from "./passkeys.module.css";
import { useAddPasskey } from "./queries.ts";

const AddPasskeySchema = Type.Object({ ...RenamePasskeySchema.properties, ...ReauthenticationSchema.properties });

export function PasskeysPanel({ passkeys }: { passkeys: Passkey[] }) {
  const [adding, { open, close }] = useDisclosure();
  const addPasskey = useAddPasskey();

  return (
    <SettingsPanel title={messages.title}>
      <Text size="sm" c="dimmed">
        {messages.help}
      </Text>
      {passkeys.length > 0 && (
        <ul className={classes.passkeys}>
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      {passkeysWork() ? (
        <Group>
          <Button variant="default" onClick={open}>
            {messages.add.label}
          </Button>
        </Group>
      ) : (
        <Text size="sm">{window.isSecureContext ? messages.notSupported : messages.overHttp}</Text>
      )}
      <ReauthenticationDialog
        opened={adding}
        onClose={close}
        title={messages.add.label}
        text={messages.addHelp}
        schema={AddPasskeySchema}
        fields={{ name: { value: describeDevice(navigator.userAgent) } }}
        mutation={addPasskey}
        action={messages.add}
        onDone={(passkey) => showDone(messages.saved(passkey.name))}
      >
        {(getInputProps) => <PasskeyNameField {...getInputProps("name")} />}
      </ReauthenticationDialog>
    </SettingsPanel>
  );
}
