import { FormProblem } from "../../components/form/form-problem.tsx";
import { hasCode } from "../../lib/api/api.ts";
import { AuthLink } from "../auth-page.tsx";
import { SendAgain } from "../mail-link/send-again.tsx";
import { authMessages } from "../messages.ts";

type SignInProblemProps = { error: Error; email?: string };

/** Why the sign-in failed; if the email isn't confirmed, with a way to resend the link. */
export function SignInProblem({ error, email }: SignInProblemProps) {
  const unverified = hasCode(error, "EMAIL_NOT_VERIFIED");
  return (
    <>
      <FormProblem error={error}>{unverified && !email && <VerifyLink />}</FormProblem>
      {unverified && email && <SendAgain email={email} route="resend-verification" label={authMessages.resendEmail} />}
    </>
  );
}

/** For when the email isn't known: that page asks for it. */
export const VerifyLink = () => (
  <>
    {" "}
    <AuthLink to="/verify-email">{authMessages.resendEmail}</AuthLink>
  </>
);
