import { lazy, Suspense } from "react";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { hasCode } from "../../lib/api/api.ts";
import { VerifyLink } from "../mail-link/verify-link.tsx";
import { authMessages } from "../messages.ts";

/** Few need it: it isn't part of what the sign-in form waits for. */
const SendAgain = lazy(async () => ({ default: (await import("../mail-link/send-again.tsx")).SendAgain }));

type SignInProblemProps = { error: Error; email?: string };

/** Why the sign-in failed; if the email isn't confirmed, with a way to resend the link. */
export function SignInProblem({ error, email }: SignInProblemProps) {
  const unverified = hasCode(error, "EMAIL_NOT_VERIFIED");
  return (
    <>
      <FormProblem error={error}>{unverified && !email && <VerifyLink />}</FormProblem>
      {unverified && email && (
        <Suspense>
          <SendAgain email={email} route="resend-verification" label={authMessages.resendEmail} />
        </Suspense>
      )}
    </>
  );
}
