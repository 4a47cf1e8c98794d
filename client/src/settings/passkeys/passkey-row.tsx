import { type Passkey, RenamePasskeySchema } from "@cafe-app-ai/shared/auth/passkeys";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Badge } from "../../components/badge.tsx";
import { Dialog } from "../../components/dialog/dialog.tsx";
import { Moment } from "../../components/moment.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { formatDate } from "../../lib/format.ts";
import { settingsMessages } from "../messages.ts";
import { ReauthenticationDialog } from "../reauthentication-dialog.tsx";
import { SettingsForm } from "../settings-form.tsx";
import { messages } from "./messages.ts";
import { PasskeyNameField } from "./passkey-name-field.tsx";
import classes from "./passkeys.module.css";
import { useRemovePasskey, useRenamePasskey } from "./queries.ts";

export function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const name = passkey.name || messages.unnamed;
  const [renaming, rename] = useDisclosure();
  const [removing, remove] = useDisclosure();
  const removePasskey = useRemovePasskey(passkey.id);

  return (
    <li className={classes.passkey}>
      <div className={classes.about}>
        <div className={classes.name}>{name}</div>
        <Text size="xs" c="dimmed">
          {messages.added} <Moment at={passkey.createdAt}>{formatDate(passkey.createdAt)}</Moment>
        </Text>
      </div>
      <Badge>{passkey.synced ? messages.synced : messages.onOneDevice}</Badge>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={rename.open} aria-label={messages.renameOne(name)}>
          {messages.rename}
        </Button>
        <Button variant="default" size="xs" onClick={remove.open} aria-label={messages.removeOne(name)}>
          {messages.remove.label}
        </Button>
      </Group>
      <Dialog title={messages.renameOne(name)} opened={renaming} onClose={rename.close}>
        <RenameForm passkey={passkey} onClose={rename.close} />
      </Dialog>
      <ReauthenticationDialog
        opened={removing}
        onClose={remove.close}
        title={messages.removeTitle(name)}
        text={messages.removeHelp}
        mutation={removePasskey}
        action={messages.remove}
        danger
        onDone={() => showDone(messages.removed(name))}
      />
    </li>
  );
}

function RenameForm({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const renamePasskey = useRenamePasskey(passkey.id);
  return (
    <SettingsForm
      schema={RenamePasskeySchema}
      fields={{ name: { value: passkey.name } }}
      mutation={renamePasskey}
      action={settingsMessages.save}
      onDone={() => {
        onClose();
        showDone(messages.renamed);
      }}
    >
      {(getInputProps) => <PasskeyNameField {...getInputProps("name")} />}
    </SettingsForm>
  );
}
