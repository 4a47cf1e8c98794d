import type { User } from "@cafe-app-ai/shared/auth/common";
import { changePasswordSchema } from "@cafe-app-ai/shared/auth/password";
import { Button, Group, Text } from "@mantine/core";
import { NewPasswordField } from "../../components/form/password/new-password-field.tsx";
import { PasswordField } from "../../components/form/password/password-field.tsx";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { useSendMail } from "../../lib/session/use-send-mail.ts";
import { settingsMessages } from "../messages.ts";
import { type Field, SettingsForm } from "../settings-form.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { messages } from "./messages.ts";
import { useChangePassword } from "./queries.ts";

type PasswordPanelProps = { user: User; hasPassword: boolean };

export function PasswordPanel({ user, hasPassword }: PasswordPanelProps) {
  return (
    <SettingsPanel title={messages.title}>
      {hasPassword ? <ChangePassword user={user} /> : <SetPassword email={user.email} />}
    </SettingsPanel>
  );
}

const FIELDS: Record<string, Field> = {
  currentPassword: { value: "", isPassword: true, refusedWith: "INVALID_CREDENTIALS" },
  newPassword: { value: "", isPassword: true, refusedWith: "WEAK_PASSWORD" },
};

function ChangePassword({ user }: { user: User }) {
  const { passwordMinLength } = useAuthConfig();
  const changePassword = useChangePassword();
  return (
    <>
      <Text size="sm" c="dimmed">
        {messages.help}
      </Text>
      <SettingsForm
        schema={changePasswordSchema(passwordMinLength)}
        fields={FIELDS}
        mutation={changePassword}
        action={messages.change}
        onDone={({ ended }) => showDone(messages.changed(ended))}
      >
        {(getInputProps) => (
          <>
            {/* Tells password managers whose password it is. */}
            <input hidden readOnly name="username" autoComplete="username" value={user.email} />
            <PasswordField
              label={messages.currentPassword}
              name="current-password"
              autoComplete="current-password"
              {...getInputProps("currentPassword")}
            />
            <NewPasswordField
              label={messages.newPassword}
              name="new-password"
              minLength={passwordMinLength}
              person={user}
              {...getInputProps("newPassword")}
            />
          </>
        )}
      </SettingsForm>
    </>
  );
}

/** A reset link sets a first password too. */
function SetPassword({ email }: { email: string }) {
  const { mail } = useAuthConfig();
  const sendLink = useSendMail("forgot-password");

  if (mail === "off") {
    return (
      <Text size="sm" c="dimmed">
        {messages.noPasswordMailOff}
      </Text>
    );
  }
  const send = () =>
    sendLink.mutate({ email }, { onError: (error) => showProblem(settingsMessages.mailNotSent, error) });
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {sendLink.isSuccess ? messages.linkSent(email) : messages.noPassword}
      </Text>
      <Group>
        <Button variant="default" loading={sendLink.isPending} onClick={send}>
          {messages.sendLink}
        </Button>
      </Group>
    </>
  );
}
