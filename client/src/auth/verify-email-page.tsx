import { Button } from "@mantine/core";
import { FormProblem } from "../components/form-problem.tsx";
import { ApiError } from "../lib/api.ts";
import { AuthPage } from "./auth-page.tsx";
import { BackLink } from "./back-link.tsx";
import { useVerifyEmail } from "./mail-queries.ts";
import { messages } from "./messages.ts";
import { RenewVerification } from "./renew-verification.tsx";
import { useMailedTo } from "./sign-in-state.ts";
import { useLinkToken } from "./use-link-token.ts";
import { Verified } from "./verified.tsx";

/** Opened from a mail: by somebody signed out, signed in, or signed in as somebody else. */
export function VerifyEmailPage() {
  const token = useLinkToken();
  const [mailedTo] = useMailedTo();
  return token && !mailedTo ? <VerifyEmail key={token} token={token} /> : <RenewVerification />;
}

/** Opening the link must change nothing: programs that look for harmful mails open links too. */
function VerifyEmail({ token }: { token: string }) {
  const verify = useVerifyEmail();
  if (verify.data) return <Verified email={verify.data.email} />;
  if (verify.error instanceof ApiError && verify.error.code === "INVALID_TOKEN") return <RenewVerification expired />;
  return (
    <AuthPage title={messages.verifyTitle} intro={messages.verifyIntro} footer={<BackLink />}>
      {verify.error && <FormProblem key={verify.submittedAt} error={verify.error} />}
      <Button size="md" fullWidth disabled={verify.isPending} onClick={() => verify.mutate(token)}>
        {verify.isPending ? messages.verifying : messages.verify}
      </Button>
    </AuthPage>
  );
}
