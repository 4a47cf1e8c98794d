import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import type { User } from "shared/auth";
import { forgetSession } from "../lib/session.ts";
import { dataMessages } from "./data-messages.ts";
import { ProofDialog } from "./proof-form.tsx";
import { useDeleteAccount } from "./queries.ts";
import classes from "./settings-panel.module.css";
import { SettingsPanel } from "./settings-panel.tsx";

export function DeletePanel({ user }: { user: User }) {
  const [opened, { open, close }] = useDisclosure();
  const deleteAccount = useDeleteAccount();
  const client = useQueryClient();
  const navigate = useNavigate();

  // First away from the pages that need a session, for sure: they would lead to the sign-in page.
  const leave = async () => {
    await navigate("/account-deleted", { replace: true, flushSync: true });
    forgetSession(client, "signed-out");
  };

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
      <ProofDialog
        opened={opened}
        onClose={close}
        title={dataMessages.dialogTitle(user.email)}
        text={dataMessages.gone}
        mutation={deleteAccount}
        label={dataMessages.deleteAccount}
        busyLabel={dataMessages.deleting}
        danger
        onDone={() => void leave()}
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
      </ProofDialog>
    </SettingsPanel>
  );
}
