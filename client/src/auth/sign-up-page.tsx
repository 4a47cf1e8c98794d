import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { signUpSchema } from "shared/auth";
import { EmailField } from "../components/email-field.tsx";
import classes from "../components/field.module.css";
import { FormProblem } from "../components/form-problem.tsx";
import { PasswordField } from "../components/password-field.tsx";
import { ApiError } from "../lib/api.ts";
import { findServerFieldErrors, useSchemaForm } from "../lib/schema-form.ts";
import { AuthPage } from "./auth-page.tsx";
import { CheckMail } from "./check-mail.tsx";
import { messages } from "./messages.ts";
import { useSignUp } from "./queries.ts";
import { useSignInState } from "./sign-in-state.ts";

const schema = signUpSchema();
const FIELDS = ["name", "email", "password"];

export function SignUpPage() {
  const [search] = useSearchParams();
  const { email = "" } = useSignInState();
  const [mailedTo, setMailedTo] = useState<string>();
  const signUp = useSignUp();
  const { form, focusFirst, showErrors } = useSchemaForm({
    schema,
    initialValues: { name: "", email, password: "" },
    prepare: ({ name, email, password }) => ({
      email: email.trim(),
      password,
      ...(name.trim() && { name: name.trim() }),
    }),
  });
  const busy = signUp.isPending || signUp.isSuccess;
  const signInPath = { pathname: "/sign-in", search: search.toString() };

  const submit = form.onSubmit(
    (account) =>
      signUp.mutate(account, {
        onSuccess: (signedIn) => !signedIn && setMailedTo(account.email),
        onError: (error) => showErrors(findFieldErrors(error, account.email)),
      }),
    focusFirst,
  );

  const findFieldErrors = (error: Error, email: string): Record<string, ReactNode> => {
    const code = error instanceof ApiError ? error.code : undefined;
    if (code === "WEAK_PASSWORD") return { password: error.message };
    if (code !== "EMAIL_TAKEN") return findServerFieldErrors(error, FIELDS);
    const link = (
      <Anchor component={Link} to={signInPath} state={{ email }} inherit underline="always">
        {messages.goToSignIn}
      </Anchor>
    );
    return {
      email: (
        <>
          {error.message.replace(/\.?$/, ". ")}
          {link}
        </>
      ),
    };
  };
  const fieldsAreWrong = Object.values(form.errors).some(Boolean);

  if (mailedTo) return <CheckMail email={mailedTo} />;
  return (
    <AuthPage
      title={messages.signUpTitle}
      question={messages.haveAccount}
      answer={{ label: messages.goToSignIn, to: signInPath, state: { email: form.values.email } }}
    >
      {signUp.error && !fieldsAreWrong && <FormProblem key={signUp.submittedAt} error={signUp.error} />}
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
          <PasswordField
            autoComplete="new-password"
            description={messages.newPasswordHelp}
            {...form.getInputProps("password")}
          />
          <Button type="submit" fullWidth size="md" mt="xs" disabled={busy}>
            {busy ? messages.signingUp : messages.signUp}
          </Button>
        </Stack>
      </form>
    </AuthPage>
  );
}
