import { ChangeEmailSchema } from "@cafe-app-ai/shared/account";
import type { User } from "@cafe-app-ai/shared/auth";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "../../components/badge.tsx";
import { EmailField } from "../../components/form/email-field.tsx";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { messages } from "../messages.ts";
import { credentialsQuery, useCancelEmailChange, useChangeEmail, useResendVerification } from "../queries.ts";
import { ReauthenticationDialog } from "../reauthentication-form.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { profileMessages } from "./messages.ts";

/** The address, whether it is known to be the person's, and the way to another one. */
export function EmailPanel({ user }: { user: User }) {
  const canSend = useAuthConfig().mail !== "off";
  const [changing, { open, close }] = useDisclosure();
  const pending = useQuery(credentialsQuery).data?.pendingEmail;
  const changeEmail = useChangeEmail();
  const resend = useResendVerification();
  const cancelChange = useCancelEmailChange();

  const sendAgain = () =>
    resend.mutate(user.email, {
      onSuccess: () => showDone(messages.mailSent(user.email)),
      onError: (error) => showProblem(messages.mailNotSent, error),
    });

  const stay = () =>
    cancelChange.mutate(undefined, {
      onSuccess: () => showDone(profileMessages.changeCancelled(user.email)),
      onError: (error) => showProblem(profileMessages.changeNotCancelled, error),
    });

  return (
    <SettingsPanel title={profileMessages.emailTitle}>
      <Group gap="xs">
        <Text fw={500} style={{ overflowWrap: "anywhere" }}>
          {user.email}
        </Text>
        <Badge tone={user.emailVerified ? undefined : "notable"}>
          {user.emailVerified ? profileMessages.confirmed : profileMessages.notConfirmed}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {!canSend
          ? profileMessages.mailOff
          : pending
            ? profileMessages.emailPending(pending, user.email)
            : !user.emailVerified && profileMessages.confirmHelp}
      </Text>
      {canSend && (
        <Group gap="xs">
          {!user.emailVerified && (
            <Button variant="default" onClick={sendAgain} loading={resend.isPending}>
              {profileMessages.sendAgain}
            </Button>
          )}
          {pending && (
            <Button variant="default" onClick={stay} loading={cancelChange.isPending}>
              {profileMessages.cancelChange}
            </Button>
          )}
          <Button variant="default" onClick={open}>
            {profileMessages.changeEmail}
          </Button>
        </Group>
      )}
      <ReauthenticationDialog
        opened={changing}
        onClose={close}
        title={profileMessages.changeEmail}
        text={profileMessages.changeHelp}
        schema={ChangeEmailSchema}
        initialValues={{ email: "" }}
        mutation={changeEmail}
        label={profileMessages.sendLink}
        busyLabel={profileMessages.sendingLink}
        onDone={() => {}}
      >
        {(getFieldProps) => (
          <EmailField label={profileMessages.newEmail} autoComplete="email" {...getFieldProps("email")} />
        )}
      </ReauthenticationDialog>
    </SettingsPanel>
  );
}
