import { Alert, Button, Stack } from "@mantine/core";
import { useSearchParams } from "react-router";
import { SignInSchema } from "shared/auth";
import { EmailField } from "../components/email-field.tsx";
import { FormProblem } from "../components/form-problem.tsx";
import { PasswordField } from "../components/password-field.tsx";
import { findServerFieldErrors, useSchemaForm } from "../lib/schema-form.ts";
import { AuthPage } from "./auth-page.tsx";
import { messages } from "./messages.ts";
import { useSignIn } from "./queries.ts";
import { useSignInState } from "./sign-in-state.ts";

export function SignInPage() {
  const [search] = useSearchParams();
  const { email = "", ended } = useSignInState();
  const signIn = useSignIn();
  const { form, focusFirst, showErrors } = useSchemaForm({
    schema: SignInSchema,
    initialValues: { email, password: "" },
    prepare: (values) => ({ email: values.email.trim(), password: values.password }),
  });
  const busy = signIn.isPending || signIn.isSuccess;

  const submit = form.onSubmit(
    (credentials) =>
      signIn.mutate(credentials, {
        onError: (error) => showErrors(findServerFieldErrors(error, ["email", "password"])),
      }),
    focusFirst,
  );
  const fieldsAreWrong = Object.keys(form.errors).length > 0;

  return (
    <AuthPage
      title={messages.signInTitle}
      question={messages.noAccount}
      answer={{
        label: messages.goToSignUp,
        to: { pathname: "/sign-up", search: search.toString() },
        state: { email: form.values.email },
      }}
    >
      {ended && !signIn.error && (
        <Alert variant="default" role="status">
          {messages.ended}
        </Alert>
      )}
      {signIn.error && !fieldsAreWrong && <FormProblem key={signIn.submittedAt} error={signIn.error} />}
      <form onSubmit={submit} noValidate>
        <Stack gap={0}>
          <EmailField {...form.getInputProps("email")} />
          <PasswordField autoComplete="current-password" {...form.getInputProps("password")} />
          <Button type="submit" fullWidth size="md" mt="xs" disabled={busy}>
            {busy ? messages.signingIn : messages.signIn}
          </Button>
        </Stack>
      </form>
    </AuthPage>
  );
}
