import { Button } from "@mantine/core";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { PageLoader } from "../../components/page/page-loader.tsx";
import { UnreachablePage } from "../../components/problem/unreachable-page.tsx";
import { hasCode } from "../../lib/api/api.ts";
import { AuthPage } from "../auth-page.tsx";
import { BackLink } from "../back-link.tsx";
import { useLinkToken } from "../mail-link/use-link-token.ts";
import { authMessages } from "../messages.ts";
import type { SignInState } from "../sign-in-state.ts";
import { messages } from "./messages.ts";
import { useCheckReset } from "./queries.ts";
import { ResetPasswordForm } from "./reset-password-form.tsx";

/** Opened from a mail: by somebody signed out, signed in, or signed in as somebody else. */
export function ResetPasswordPage() {
  const token = useLinkToken();
  return token ? <ResetPassword key={token} token={token} /> : <NewLink incomplete />;
}

function ResetPassword({ token }: { token: string }) {
  const navigate = useNavigate();
  // Kept here: the reset itself ends the session, and what was asked for with it is forgotten.
  const [email, setEmail] = useState<string>();
  const link = useCheckReset(token, email === undefined);
  if (link.data && email === undefined) setEmail(link.data.email);
  const [expired, setExpired] = useState(false);
  const [signedInAs, setSignedInAs] = useState<string>();

  if (expired || (!email && hasCode(link.error, "INVALID_TOKEN"))) return <NewLink />;
  if (signedInAs) {
    return (
      <AuthPage title={messages.doneTitle} intro={messages.done(signedInAs)}>
        <Button component={Link} to="/" replace size="md" fullWidth>
          {authMessages.goToApp}
        </Button>
      </AuthPage>
    );
  }
  if (!email) {
    if (!link.error) return <PageLoader />;
    return <UnreachablePage error={link.error} retrying={link.isFetching} onRetry={() => void link.refetch()} />;
  }
  const leave = (signedInAs: string | undefined) => {
    if (signedInAs) setSignedInAs(signedInAs);
    else navigate("/sign-in", { replace: true, state: { email, notice: "passwordReset" } satisfies SignInState });
  };
  return (
    <AuthPage title={messages.resetTitle} intro={messages.resetIntro(email)} footer={<BackLink />}>
      <ResetPasswordForm email={email} token={token} onDone={leave} onExpired={() => setExpired(true)} />
    </AuthPage>
  );
}

/** The mail's link does nothing, or nothing any more. */
function NewLink({ incomplete }: { incomplete?: boolean }) {
  return (
    <AuthPage
      title={incomplete ? messages.linkIncomplete : authMessages.linkExpired}
      intro={incomplete ? messages.linkIncompleteText : messages.linkExpiredText}
      footer={<BackLink />}
    >
      <Button component={Link} to="/forgot-password" size="md" fullWidth>
        {messages.sendNewLink}
      </Button>
    </AuthPage>
  );
}
