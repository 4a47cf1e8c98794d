import { verifyEmailSchema } from "@cafe-app-ai/shared/auth/email";
import { Stack } from "@mantine/core";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { NewPasswordField } from "../../components/form/password/new-password-field.tsx";
import { SubmitButton } from "../../components/form/submit-button.tsx";
import { hasCode } from "../../lib/api/api.ts";
import { findServerFieldErrors } from "../../lib/form/server-field-errors.ts";
import { useSchemaForm } from "../../lib/form/use-schema-form.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { messages } from "./messages.ts";
import { useVerifyEmail } from "./queries.ts";

type VerifyEmailFormProps = { token: string; onExpired: () => void; onDone: (email: string) => void };

/** Confirms an email that several people signed up with: whoever reads its mail chooses the password. */
export function VerifyEmailForm({ token, onExpired, onDone }: VerifyEmailFormProps) {
  const { passwordMinLength } = useAuthConfig();
  const verify = useVerifyEmail();
  const { form, focusFirst, showErrors, toldBeside } = useSchemaForm({
    schema: verifyEmailSchema(passwordMinLength),
    initialValues: { password: "" },
    prepare: ({ password }) => ({ token, password }),
  });
  const busy = verify.isPending || verify.isSuccess;

  const submit = form.onSubmit(
    (values) =>
      verify.mutate(values, {
        onSuccess: ({ email }) => onDone(email),
        onError: (error) => {
          if (hasCode(error, "INVALID_TOKEN")) onExpired();
          else showErrors(findServerFieldErrors(error, ["password"]));
        },
      }),
    focusFirst,
  );

  return (
    <>
      {verify.error && !toldBeside && <FormProblem key={verify.submittedAt} error={verify.error} />}
      <form onSubmit={submit} noValidate>
        <Stack gap={0}>
          <NewPasswordField minLength={passwordMinLength} {...form.getInputProps("password")} />
          <SubmitButton wide label={messages.verify} busyLabel={messages.verifying} busy={busy} />
        </Stack>
      </form>
    </>
  );
}
