import type { User } from "@cafe-app-ai/shared/auth/common";
import { ChangeEmailSchema } from "@cafe-app-ai/shared/auth/email";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "../../components/badge.tsx";
import { EmailField } from "../../components/form/email-field.tsx";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { useSendMail } from "../../lib/session/use-send-mail.ts";
import { settingsMessages } from "../messages.ts";
import { signInMethodsQuery } from "../queries.ts";
import { ReauthenticationDialog } from "../reauthentication-dialog.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { messages } from "./messages.ts";
import { useCancelEmailChange, useChangeEmail } from "./queries.ts";

/** The account's email, whether it's confirmed, and the way to another one. */
export function EmailPanel({ user }: { user: User }) {
  const canSend = useAuthConfig().mail !== "off";
  const [changing, { open, close }] = useDisclosure();
  const pending = useQuery(signInMethodsQuery).data?.pendingEmail;
  const changeEmail = useChangeEmail();
  const resend = useSendMail("resend-verification");
  const cancelChange = useCancelEmailChange();

  const sendAgain = () =>
    resend.mutate(
      { email: user.email },
      {
        onSuccess: () => showDone(settingsMessages.mailSent(user.email)),
        onError: (error) => showProblem(settingsMessages.mailNotSent, error),
      },
    );

  const cancel = () =>
    cancelChange.mutate(undefined, {
      onSuccess: () => showDone(messages.changeCancelled(user.email)),
      onError: (error) => showProblem(messages.changeNotCancelled, error),
    });

  return (
    <SettingsPanel title={messages.emailTitle}>
      <Group gap="xs">
        <Text fw={500} style={{ overflowWrap: "anywhere" }}>
          {user.email}
        </Text>
        <Badge tone={user.emailVerified ? undefined : "notable"}>
          {user.emailVerified ? messages.confirmed : messages.notConfirmed}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {!canSend
          ? messages.mailOff
          : pending
            ? messages.emailPending(pending, user.email)
            : !user.emailVerified && messages.confirmHelp}
      </Text>
      {canSend && (
        <Group gap="xs">
          {!user.emailVerified && (
            <Button variant="default" onClick={sendAgain} loading={resend.isPending}>
              {messages.resendEmail}
            </Button>
          )}
          {pending && (
            <Button variant="default" onClick={cancel} loading={cancelChange.isPending}>
              {messages.cancelChange}
            </Button>
          )}
          <Button variant="default" onClick={open}>
            {messages.changeEmail}
          </Button>
        </Group>
      )}
      <ReauthenticationDialog
        opened={changing}
        onClose={close}
        title={messages.changeEmail}
        text={messages.changeHelp}
        schema={ChangeEmailSchema}
        draft="new-email"
        fields={{ email: { value: "" } }}
        mutation={changeEmail}
        action={messages.sendLink}
      >
        {(getInputProps) => <EmailField label={messages.newEmail} autoComplete="email" {...getInputProps("email")} />}
      </ReauthenticationDialog>
    </SettingsPanel>
  );
}
