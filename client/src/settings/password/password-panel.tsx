import { changePasswordSchema } from "@cafe-app-ai/shared/account";
import type { User } from "@cafe-app-ai/shared/auth";
import { Button, Group, Text } from "@mantine/core";
import { NewPasswordField } from "../../components/form/new-password-field.tsx";
import { PasswordField } from "../../components/form/password-field.tsx";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { messages } from "../messages.ts";
import { useChangePassword, useForgotPassword } from "../queries.ts";
import { securityMessages } from "../security-messages.ts";
import { SettingsForm } from "../settings-form.tsx";
import { SettingsPanel } from "../settings-panel.tsx";

type PasswordPanelProps = { user: User; hasPassword: boolean };

export function PasswordPanel({ user, hasPassword }: PasswordPanelProps) {
  return (
    <SettingsPanel title={securityMessages.passwordTitle}>
      {hasPassword ? <ChangePassword user={user} /> : <SetPassword email={user.email} />}
    </SettingsPanel>
  );
}

function ChangePassword({ user }: { user: User }) {
  const { passwordMinLength } = useAuthConfig();
  const changePassword = useChangePassword();
  return (
    <>
      <Text size="sm" c="dimmed">
        {securityMessages.passwordHelp}
      </Text>
      <SettingsForm
        schema={changePasswordSchema(passwordMinLength)}
        initialValues={{ currentPassword: "", newPassword: "" }}
        secret="currentPassword"
        mutation={changePassword}
        label={securityMessages.changePassword}
        busyLabel={securityMessages.changingPassword}
        onDone={({ ended }) => showDone(securityMessages.passwordChanged(ended))}
      >
        {(getFieldProps) => (
          <>
            {/* Tells password managers whose password it is. */}
            <input hidden readOnly name="username" autoComplete="username" value={user.email} />
            <PasswordField
              label={securityMessages.currentPassword}
              name="current-password"
              autoComplete="current-password"
              {...getFieldProps("currentPassword")}
            />
            <NewPasswordField
              label={securityMessages.newPassword}
              name="new-password"
              minLength={passwordMinLength}
              person={user}
              {...getFieldProps("newPassword")}
            />
          </>
        )}
      </SettingsForm>
    </>
  );
}

function SetPassword({ email }: { email: string }) {
  const { mail } = useAuthConfig();
  const sendLink = useForgotPassword();

  if (mail === "off") {
    return (
      <Text size="sm" c="dimmed">
        {securityMessages.noPasswordMailOff}
      </Text>
    );
  }
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {sendLink.isSuccess ? securityMessages.linkSent(email) : securityMessages.noPassword}
      </Text>
      <Group>
        <Button
          variant="default"
          loading={sendLink.isPending}
          onClick={() => sendLink.mutate(email, { onError: (error) => showProblem(messages.mailNotSent, error) })}
        >
          {securityMessages.sendLink}
        </Button>
      </Group>
    </>
  );
}
