import type { SignIn } from "@cafe-app-ai/shared/auth/sign-in";
import { Stack } from "@mantine/core";
import { useNavigate, useSearchParams } from "react-router";
import { EmailField } from "../../components/form/email-field.tsx";
import { PasswordField } from "../../components/form/password/password-field.tsx";
import { SubmitButton } from "../../components/form/submit-button.tsx";
import { findServerFieldErrors } from "../../lib/form/server-field-errors.ts";
import { useCheckedForm } from "../../lib/form/use-checked-form.ts";
import { passkeysWork } from "../../lib/session/passkeys.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import classes from "../auth-page.module.css";
import { AuthLink, AuthPage } from "../auth-page.tsx";
import { authMessages } from "../messages.ts";
import { keepNext } from "../next-path.ts";
import { ProviderButton } from "../oidc/provider-button.tsx";
import { type SignInState, useKeepEmail, useTypedEmail } from "../sign-in-state.ts";
import { messages } from "./messages.ts";
import { usePasskeyAutofill } from "./passkey-autofill.ts";
import { PasskeyButton } from "./passkey-button.tsx";
import { usePasskeySignIn, useSignIn } from "./queries.ts";
import { SignInNotice } from "./sign-in-notice.tsx";
import { SignInProblem } from "./sign-in-problem.tsx";
import { useSignInCheck } from "./use-sign-in-check.ts";

export function SignInPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const email = useTypedEmail() ?? "";
  const signIn = useSignIn();
  const byPasskey = usePasskeySignIn();
  const autofillError = usePasskeyAutofill(byPasskey.isPending || byPasskey.isSuccess || signIn.isSuccess);
  const check = useSignInCheck();
  const { form, focusFirst, showErrors, toldBeside } = useCheckedForm({
    check: (values) => check(prepare(values)),
    initialValues: { email, password: "" },
    prepare,
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

const prepare = ({ email, password }: { email: string; password: string }): SignIn => ({
  email: email.trim(),
  password,
});

function OtherMethods({ byPasskey }: { byPasskey: ReturnType<typeof usePasskeySignIn> }) {
  const { provider } = useAuthConfig();
  if (!provider && !passkeysWork()) return null;
  return (
    <Stack gap="sm">
      <p className={classes.or}>{messages.or}</p>
      <PasskeyButton label={messages.withPasskey} signIn={byPasskey} />
      <ProviderButton />
    </Stack>
  );
}
