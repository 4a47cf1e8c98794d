import type { User } from "@cafe-app-ai/shared/auth/common";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ReauthenticationDialog } from "../reauthentication-dialog.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import classes from "./delete-panel.module.css";
import { messages } from "./messages.ts";
import { useDeleteAccount } from "./queries.ts";

export function DeletePanel({ user }: { user: User }) {
  const [opened, { open, close }] = useDisclosure();
  const deleteAccount = useDeleteAccount();

  return (
    <SettingsPanel title={messages.deleteTitle}>
      <Text size="sm" c="dimmed">
        {messages.deleteText}
      </Text>
      <Group>
        <Button variant="default" c="var(--mantine-color-error)" onClick={open}>
          {messages.deleteAccount.label}
        </Button>
      </Group>
      <ReauthenticationDialog
        opened={opened}
        onClose={close}
        title={messages.dialogTitle(user.email)}
        text={messages.gone}
        mutation={deleteAccount}
        action={messages.deleteAccount}
        danger
        onDone={leave}
      >
        {() => (
          <ul className={classes.gone}>
            {messages.goneThings.map((thing) => (
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

/** After a full load the page knows nothing of the account. */
const leave = () => window.location.replace("/account-deleted");
