import { FormProblem } from "../../components/form/form-problem.tsx";
import { ApiError } from "../../lib/api/api.ts";
import { AuthLink } from "../auth-page.tsx";
import { SendAgain } from "../mail-link/send-again.tsx";
import { messages } from "../messages.ts";

type SignInProblemProps = { error: Error; email?: string };

/** Why one was not signed in; where the address is not confirmed, the way to another mail. */
export function SignInProblem({ error, email }: SignInProblemProps) {
  const unverified = error instanceof ApiError && error.code === "EMAIL_NOT_VERIFIED";
  return (
    <>
      <FormProblem error={error}>{unverified && !email && <VerifyLink />}</FormProblem>
      {unverified && email && <SendAgain email={email} route="resend-verification" label={messages.sendMailAgain} />}
    </>
  );
}

/** Where the address is not known, it is asked for there. */
export const VerifyLink = () => (
  <>
    {" "}
    <AuthLink to="/verify-email">{messages.sendMailAgain}</AuthLink>
  </>
);
