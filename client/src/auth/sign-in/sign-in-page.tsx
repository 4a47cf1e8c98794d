import { SignInSchema } from "@cafe-app-ai/shared/auth";
import { Divider, Stack } from "@mantine/core";
import { useNavigate, useSearchParams } from "react-router";
import { EmailField } from "../../components/form/email-field.tsx";
import { PasswordField } from "../../components/form/password-field.tsx";
import { SubmitButton } from "../../components/form/submit-button.tsx";
import { findServerFieldErrors, useSchemaForm } from "../../lib/schema-form.ts";
import { passkeysWork } from "../../lib/session/passkeys.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import classes from "../auth-page.module.css";
import { AuthLink, AuthPage } from "../auth-page.tsx";
import { authMessages } from "../messages.ts";
import { keepNext } from "../next-path.ts";
import { type SignInState, useKeepEmail, useTypedEmail } from "../sign-in-state.ts";
import { messages } from "./messages.ts";
import { usePasskeyAutofill } from "./passkey-autofill.ts";
import { PasskeyButton } from "./passkey-button.tsx";
import { ProviderButton } from "./provider-button.tsx";
import { usePasskeySignIn, useSignIn } from "./queries.ts";
import { SignInNotice } from "./sign-in-notice.tsx";
import { SignInProblem } from "./sign-in-problem.tsx";

export function SignInPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const email = useTypedEmail() ?? "";
  const signIn = useSignIn();
  const byPasskey = usePasskeySignIn();
  const autofillError = usePasskeyAutofill(byPasskey.isPending || byPasskey.isSuccess || signIn.isSuccess);
  const { form, focusFirst, showErrors, toldBeside } = useSchemaForm({
    schema: SignInSchema,
    initialValues: { email, password: "" },
    prepare: (values) => ({ email: values.email.trim(), password: values.password }),
  });
  useKeepEmail(form.values.email);
  const state: SignInState = { email: form.values.email };

  const submit = form.onSubmit(
    (credentials) =>
      signIn.mutate(credentials, {
        onSuccess: (signedIn) => signedIn || navigate(keepNext("/sign-in/two-factor", search), { state }),
        onError: (error) => showErrors(findServerFieldErrors(error, ["email", "password"])),
      }),
    focusFirst,
  );

  return (
    <AuthPage
      title={messages.title}
      footer={
        <>
          {messages.noAccount}{" "}
          <AuthLink to={keepNext("/sign-up", search)} state={state}>
            {messages.goToSignUp}
          </AuthLink>
        </>
      }
    >
      {signIn.error ? (
        !toldBeside && <SignInProblem key={signIn.submittedAt} error={signIn.error} email={signIn.variables.email} />
      ) : (
        <SignInNotice />
      )}
      {autofillError && <SignInProblem error={autofillError} />}
      <form onSubmit={submit} noValidate>
        <Stack gap={0}>
          <EmailField autoComplete="username webauthn" {...form.getInputProps("email")} />
          <div className={classes.password}>
            <PasswordField autoComplete="current-password" {...form.getInputProps("password")} />
            <AuthLink to={keepNext("/forgot-password", search)} state={state} className={classes.forgot}>
              {messages.forgot}
            </AuthLink>
          </div>
          <SubmitButton
            wide
            label={authMessages.signIn}
            busyLabel={messages.signingIn}
            busy={signIn.isPending || signIn.isSuccess}
          />
        </Stack>
      </form>
      <OtherMethods byPasskey={byPasskey} />
    </AuthPage>
  );
}

function OtherMethods({ byPasskey }: { byPasskey: ReturnType<typeof usePasskeySignIn> }) {
  const { provider } = useAuthConfig();
  if (!provider && !passkeysWork()) return null;
  return (
    <Stack gap="sm">
      <Divider label={messages.or} />
      <PasskeyButton label={messages.withPasskey} signIn={byPasskey} />
      <ProviderButton />
    </Stack>
  );
}
