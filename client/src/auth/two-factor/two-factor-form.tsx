import { CodeSchema, TwoFactorCodeSchema } from "@cafe-app-ai/shared/auth/two-factor";
import { Stack } from "@mantine/core";
import * as Type from "@sinclair/typebox";
import { useEffect, useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { CodeField } from "../../components/form/code-field.tsx";
import { SubmitButton } from "../../components/form/submit-button.tsx";
import { ApiError } from "../../lib/api/api.ts";
import { findServerFieldErrors } from "../../lib/form/server-field-errors.ts";
import { useSchemaForm } from "../../lib/form/use-schema-form.ts";
import { formatWait } from "../../lib/format-wait.ts";
import { useCountdown } from "../../lib/use-countdown.ts";
import { keepNext } from "../next-path.ts";
import { SignInProblem } from "../sign-in/sign-in-problem.tsx";
import { type SignInState, useSignInState } from "../sign-in-state.ts";
import { messages } from "./messages.ts";
import { useTwoFactorSignIn } from "./queries.ts";

const appSchema = Type.Object({ code: CodeSchema });
const recoverySchema = Type.Object({
  code: Type.String({ ...TwoFactorCodeSchema, errorMessage: messages.recoveryCodeWrong }),
});

/** One field, for the app's six digits or a recovery code. */
export function TwoFactorForm({ recovery }: { recovery: boolean }) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { email } = useSignInState();
  const signIn = useTwoFactorSignIn();
  const [secondsLeft, startCountdown] = useCountdown();
  const { form, focusFirst, showErrors, toldBeside } = useSchemaForm({
    schema: recovery ? recoverySchema : appSchema,
    initialValues: { code: "" },
    prepare: ({ code }) => ({ code: code.trim() }),
  });

  const showError = (error: Error) => {
    const refusal = error instanceof ApiError ? error : undefined;
    if (refusal?.code === "INVALID_TOKEN") {
      const state: SignInState = { email, notice: "twoFactorExpired" };
      return navigate(keepNext("/sign-in", search), { replace: true, state });
    }
    startCountdown(refusal?.retryAfterSeconds ?? 0);
    showErrors(
      refusal?.code === "INVALID_CREDENTIALS" ? { code: error.message } : findServerFieldErrors(error, ["code"]),
    );
  };
  const submit = form.onSubmit((values) => {
    if (secondsLeft === 0) signIn.mutate(values, { onError: showError });
  }, focusFirst);
  // The code is all the page asks for.
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => element.current?.querySelector("input")?.focus(), []);

  return (
    <>
      {signIn.error && !toldBeside && <SignInProblem key={signIn.submittedAt} error={signIn.error} email={email} />}
      <form ref={element} onSubmit={submit} noValidate>
        <Stack gap={0}>
          <CodeField
            label={recovery ? messages.recoveryCode : messages.code}
            inputMode={recovery ? "text" : "numeric"}
            {...form.getInputProps("code")}
          />
          <SubmitButton
            wide
            label={secondsLeft > 0 ? messages.waitFor(formatWait(secondsLeft)) : messages.verify}
            busyLabel={messages.verifying}
            busy={signIn.isPending || signIn.isSuccess}
            disabled={secondsLeft > 0}
          />
        </Stack>
      </form>
    </>
  );
}
