import { Button } from "@mantine/core";
import { useState } from "react";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { hasCode } from "../../lib/api/api.ts";
import { AuthPage } from "../auth-page.tsx";
import { BackLink } from "../back-link.tsx";
import { useLinkToken } from "../mail-link/use-link-token.ts";
import { useMailedTo } from "../sign-in-state.ts";
import { messages } from "./messages.ts";
import { useVerifyEmail } from "./queries.ts";
import { RenewVerification } from "./renew-verification.tsx";
import { Verified } from "./verified.tsx";
import { VerifyEmailForm } from "./verify-email-form.tsx";

/** Opened from an email: signed out, signed in, or signed in as somebody else. */
export function VerifyEmailPage() {
  const token = useLinkToken();
  const [mailedTo] = useMailedTo();
  return token && !mailedTo ? <VerifyEmail key={token} token={token} /> : <RenewVerification />;
}

/** Opening the link alone must change nothing: mail scanners open links too. */
function VerifyEmail({ token }: { token: string }) {
  const verify = useVerifyEmail();
  const [verified, setVerified] = useState<string>();
  const [expired, setExpired] = useState(false);
  const email = verify.data?.email ?? verified;
  if (email) return <Verified email={email} />;
  if (expired || hasCode(verify.error, "INVALID_TOKEN")) return <RenewVerification expired />;
  if (hasCode(verify.error, "REAUTHENTICATION_REQUIRED")) {
    return (
      <AuthPage title={messages.title} intro={messages.passwordIntro} footer={<BackLink />}>
        <VerifyEmailForm token={token} onDone={setVerified} onExpired={() => setExpired(true)} />
      </AuthPage>
    );
  }
  return (
    <AuthPage title={messages.title} intro={messages.intro} footer={<BackLink />}>
      {verify.error && <FormProblem key={verify.submittedAt} error={verify.error} />}
      <Button size="md" fullWidth disabled={verify.isPending} onClick={() => verify.mutate({ token })}>
        {verify.isPending ? messages.verifying : messages.verify}
      </Button>
    </AuthPage>
  );
}
