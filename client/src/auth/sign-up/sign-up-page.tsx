import { signUpSchema } from "@cafe-app-ai/shared/auth/sign-up";
import { Stack, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { EmailField } from "../../components/form/email-field.tsx";
import classes from "../../components/form/field.module.css";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { NewPasswordField } from "../../components/form/password/new-password-field.tsx";
import { SubmitButton } from "../../components/form/submit-button.tsx";
import { hasCode } from "../../lib/api/api.ts";
import { findServerFieldErrors } from "../../lib/form/server-field-errors.ts";
import { useSchemaForm } from "../../lib/form/use-schema-form.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { AuthLink, AuthPage } from "../auth-page.tsx";
import { CheckMail } from "../mail-link/check-mail.tsx";
import { authMessages } from "../messages.ts";
import { keepNext } from "../next-path.ts";
import { useKeepEmail, useMailedTo, useTypedEmail } from "../sign-in-state.ts";
import { messages } from "./messages.ts";
import { useSignUp } from "./queries.ts";
import { useKeepName, useTypedName } from "./use-kept-name.ts";

const FIELDS = ["name", "email", "password"];

export function SignUpPage() {
  const [search] = useSearchParams();
  const email = useTypedEmail() ?? "";
  const name = useTypedName();
  const [mailedTo, noteMailedTo] = useMailedTo();
  const { passwordMinLength } = useAuthConfig();
  const signUp = useSignUp();
  const { form, focusFirst, showErrors, toldBeside } = useSchemaForm({
    schema: signUpSchema(passwordMinLength),
    initialValues: { name, email, password: "" },
    prepare: ({ name, email, password }) => ({
      email: email.trim(),
      password,
      ...(name.trim() && { name: name.trim() }),
    }),
  });
  useKeepEmail(form.values.email);
  useKeepName(form.values.name);
  const busy = signUp.isPending || signUp.isSuccess;
  const signInPath = keepNext("/sign-in", search);

  const submit = form.onSubmit(
    (account) =>
      signUp.mutate(account, {
        onSuccess: (signedIn) => signedIn || noteMailedTo(account.email),
        onError: (error) => showErrors(findFieldErrors(error, account.email)),
      }),
    focusFirst,
  );

  const findFieldErrors = (error: Error, email: string): Record<string, ReactNode> => {
    if (hasCode(error, "WEAK_PASSWORD")) return { password: error.message };
    if (!hasCode(error, "EMAIL_TAKEN")) return findServerFieldErrors(error, FIELDS);
    const link = (
      <AuthLink to={signInPath} state={{ email }}>
        {authMessages.signIn}
      </AuthLink>
    );
    return {
      email: (
        <>
          {error.message} {link}
        </>
      ),
    };
  };

  if (mailedTo) {
    return <CheckMail email={mailedTo} route="resend-verification" text={messages.checkMail(mailedTo)} />;
  }
  return (
    <AuthPage
      title={messages.title}
      footer={
        <>
          {messages.haveAccount}{" "}
          <AuthLink to={signInPath} state={{ email: form.values.email }}>
            {authMessages.signIn}
          </AuthLink>
        </>
      }
    >
      {signUp.error && !toldBeside && <FormProblem key={signUp.submittedAt} error={signUp.error} />}
      <form onSubmit={submit} noValidate>
        <Stack gap={0}>
          <TextInput
            className={classes.field}
            label={
              <>
                {messages.name} <span className={classes.optional}>({messages.optional})</span>
              </>
            }
            name="name"
            autoComplete="name"
            size="md"
            {...form.getInputProps("name")}
          />
          <EmailField {...form.getInputProps("email")} />
          <NewPasswordField minLength={passwordMinLength} person={form.values} {...form.getInputProps("password")} />
          <SubmitButton wide label={messages.signUp} busyLabel={messages.signingUp} busy={busy} />
        </Stack>
      </form>
    </AuthPage>
  );
}
