import { resetPasswordSchema } from "@cafe-app-ai/shared/auth/password-reset";
import { Stack } from "@mantine/core";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { NewPasswordField } from "../../components/form/password/new-password-field.tsx";
import { SubmitButton } from "../../components/form/submit-button.tsx";
import { hasCode } from "../../lib/api/api.ts";
import { findServerFieldErrors } from "../../lib/form/server-field-errors.ts";
import { useSchemaForm } from "../../lib/form/use-schema-form.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { messages } from "./messages.ts";
import { useResetPassword } from "./queries.ts";

type ResetPasswordFormProps = {
  email: string;
  token: string;
  onExpired: () => void;
  /** With the email of whoever is signed in here, if anybody is. */
  onDone: (signedInAs: string | undefined) => void;
};

/** One new password; a common one is refused beside the field, and the link stays good. */
export function ResetPasswordForm({ email, token, onExpired, onDone }: ResetPasswordFormProps) {
  const { passwordMinLength } = useAuthConfig();
  const reset = useResetPassword();
  const { form, focusFirst, showErrors, toldBeside } = useSchemaForm({
    schema: resetPasswordSchema(passwordMinLength),
    initialValues: { password: "" },
    prepare: ({ password }) => ({ token, password }),
  });
  const busy = reset.isPending || reset.isSuccess;

  const submit = form.onSubmit(
    (values) =>
      reset.mutate(values, {
        onSuccess: (session) => onDone(session?.user.email),
        onError: (error) => {
          if (hasCode(error, "INVALID_TOKEN")) onExpired();
          else showErrors(findServerFieldErrors(error, ["password"]));
        },
      }),
    focusFirst,
  );

  return (
    <>
      {reset.error && !toldBeside && <FormProblem key={reset.submittedAt} error={reset.error} />}
      <form onSubmit={submit} noValidate>
        <Stack gap={0}>
          {/* Tells password managers whose password it is. */}
          <input hidden readOnly name="username" autoComplete="username" value={email} />
          <NewPasswordField
            label={messages.newPassword}
            minLength={passwordMinLength}
            person={{ email }}
            {...form.getInputProps("password")}
          />
          <SubmitButton wide label={messages.reset} busyLabel={messages.resetting} busy={busy} />
        </Stack>
      </form>
    </>
  );
}
