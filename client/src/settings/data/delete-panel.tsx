import type { User } from "@cafe-app-ai/shared/auth";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useDeleteAccount } from "../queries.ts";
import { ReauthenticationDialog } from "../reauthentication-form.tsx";
import classes from "../settings-panel.module.css";
import { SettingsPanel } from "../settings-panel.tsx";
import { dataMessages } from "./messages.ts";

export function DeletePanel({ user }: { user: User }) {
  const [opened, { open, close }] = useDisclosure();
  const deleteAccount = useDeleteAccount();

  return (
    <SettingsPanel title={dataMessages.deleteTitle}>
      <Text size="sm" c="dimmed">
        {dataMessages.deleteText}
      </Text>
      <Group>
        <Button variant="default" c="var(--mantine-color-error)" onClick={open}>
          {dataMessages.deleteAccount}
        </Button>
      </Group>
      <ReauthenticationDialog
        opened={opened}
        onClose={close}
        title={dataMessages.dialogTitle(user.email)}
        text={dataMessages.gone}
        mutation={deleteAccount}
        label={dataMessages.deleteAccount}
        busyLabel={dataMessages.deleting}
        danger
        onDone={leave}
      >
        {() => (
          <ul className={classes.gone}>
            {dataMessages.goneThings.map((thing) => (
              <Text key={thing} component="li" size="sm">
                {thing}
              </Text>
            ))}
          </ul>
        )}
      </ReauthenticationDialog>
    </SettingsPanel>
  );
}

/** A page loaded anew knows nothing of the account any more. */
const leave = () => window.location.replace("/account-deleted");
