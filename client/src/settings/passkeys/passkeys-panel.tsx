import { type Passkey, ReauthenticationSchema, RenamePasskeySchema } from "@cafe-app-ai/shared/account";
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import * as Type from "@sinclair/typebox";
import field from "../../components/form/field.module.css";
import { showDone } from "../../components/toast/toast.ts";
import { passkeysWork } from "../../lib/session/passkeys.ts";
import { describeDevice } from "../device.ts";
import { useAddPasskey } from "../queries.ts";
import { ReauthenticationDialog } from "../reauthentication-form.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { passkeyMessages } from "./messages.ts";
import { PasskeyRow } from "./passkey-row.tsx";
import classes from "./passkeys.module.css";

const AddPasskeySchema = Type.Object({ ...RenamePasskeySchema.properties, ...ReauthenticationSchema.properties });

export function PasskeysPanel({ passkeys }: { passkeys: Passkey[] }) {
  const [adding, { open, close }] = useDisclosure();
  const addPasskey = useAddPasskey();

  return (
    <SettingsPanel title={passkeyMessages.title}>
      <Text size="sm" c="dimmed">
        {passkeyMessages.help}
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
            {passkeyMessages.add}
          </Button>
        </Group>
      ) : (
        <Text size="sm">{window.isSecureContext ? passkeyMessages.notSupported : passkeyMessages.overHttp}</Text>
      )}
      <ReauthenticationDialog
        opened={adding}
        onClose={close}
        title={passkeyMessages.add}
        text={passkeyMessages.addHelp}
        schema={AddPasskeySchema}
        initialValues={{ name: describeDevice(navigator.userAgent) }}
        mutation={addPasskey}
        label={passkeyMessages.add}
        busyLabel={passkeyMessages.adding}
        onDone={(passkey) => showDone(passkeyMessages.saved(passkey.name))}
      >
        {(getFieldProps) => (
          <TextInput
            className={field.field}
            label={passkeyMessages.name}
            autoComplete="off"
            size="md"
            {...getFieldProps("name")}
          />
        )}
      </ReauthenticationDialog>
    </SettingsPanel>
  );
}
