import { type Passkey, RenamePasskeySchema } from "@cafe-app-ai/shared/account";
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Badge } from "../../components/badge.tsx";
import { Dialog } from "../../components/dialog/dialog.tsx";
import field from "../../components/form/field.module.css";
import { Moment } from "../../components/moment.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { formatDate } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import { useRemovePasskey, useRenamePasskey } from "../queries.ts";
import { ReauthenticationDialog } from "../reauthentication-form.tsx";
import { SettingsForm } from "../settings-form.tsx";
import { passkeyMessages } from "./messages.ts";
import classes from "./passkeys.module.css";

export function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const name = passkey.name || passkeyMessages.unnamed;
  const [renaming, rename] = useDisclosure();
  const [removing, remove] = useDisclosure();
  const removePasskey = useRemovePasskey(passkey.id);

  return (
    <li className={classes.passkey}>
      <div className={classes.about}>
        <div className={classes.name}>{name}</div>
        <Text size="xs" c="dimmed">
          {passkeyMessages.added} <Moment at={passkey.createdAt}>{formatDate(passkey.createdAt)}</Moment>
        </Text>
      </div>
      <Badge>{passkey.synced ? passkeyMessages.synced : passkeyMessages.onOneDevice}</Badge>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={rename.open} aria-label={passkeyMessages.renameOne(name)}>
          {passkeyMessages.rename}
        </Button>
        <Button variant="default" size="xs" onClick={remove.open} aria-label={passkeyMessages.removeOne(name)}>
          {passkeyMessages.remove}
        </Button>
      </Group>
      <Dialog title={passkeyMessages.renameOne(name)} opened={renaming} onClose={rename.close}>
        <RenameForm passkey={passkey} onClose={rename.close} />
      </Dialog>
      <ReauthenticationDialog
        opened={removing}
        onClose={remove.close}
        title={passkeyMessages.removeTitle(name)}
        text={passkeyMessages.removeHelp}
        mutation={removePasskey}
        label={passkeyMessages.remove}
        busyLabel={passkeyMessages.removing}
        danger
        onDone={() => showDone(passkeyMessages.removed(name))}
      />
    </li>
  );
}

function RenameForm({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const renamePasskey = useRenamePasskey(passkey.id);
  return (
    <SettingsForm
      schema={RenamePasskeySchema}
      initialValues={{ name: passkey.name }}
      mutation={renamePasskey}
      inDialog
      label={messages.save}
      busyLabel={messages.saving}
      onDone={() => {
        onClose();
        showDone(passkeyMessages.renamed);
      }}
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
    </SettingsForm>
  );
}
