import { Button } from "@mantine/core";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { AuthPage } from "./auth-page.tsx";
import { BackLink } from "./back-link.tsx";
import { messages } from "./messages.ts";
import { ResetPasswordForm } from "./reset-password-form.tsx";
import type { SignInState } from "./sign-in-state.ts";
import { useLinkToken } from "./use-link-token.ts";

/** Opened from a mail: by somebody signed out, signed in, or signed in as somebody else. */
export function ResetPasswordPage() {
  const token = useLinkToken();
  return token ? <ResetPassword key={token} token={token} /> : <NewLink incomplete />;
}

function ResetPassword({ token }: { token: string }) {
  const navigate = useNavigate();
  const [expired, setExpired] = useState(false);
  const [signedInAs, setSignedInAs] = useState<string>();

  if (expired) return <NewLink />;
  if (signedInAs) {
    return (
      <AuthPage title={messages.resetDoneTitle} intro={messages.resetDone(signedInAs)}>
        <Button component={Link} to="/" replace size="md" fullWidth>
          {messages.goToApp}
        </Button>
      </AuthPage>
    );
  }
  const leave = (email: string | undefined) => {
    if (email) setSignedInAs(email);
    else navigate("/sign-in", { replace: true, state: { notice: "passwordReset" } satisfies SignInState });
  };
  return (
    <AuthPage title={messages.resetTitle} footer={<BackLink />}>
      <ResetPasswordForm token={token} onDone={leave} onExpired={() => setExpired(true)} />
    </AuthPage>
  );
}

/** The mail's link does nothing, or nothing any more. */
function NewLink({ incomplete }: { incomplete?: boolean }) {
  return (
    <AuthPage
      title={incomplete ? messages.linkIncomplete : messages.linkExpired}
      intro={incomplete ? messages.linkIncompleteText : messages.linkExpiredText}
      footer={<BackLink />}
    >
      <Button component={Link} to="/forgot-password" size="md" fullWidth>
        {messages.newLink}
      </Button>
    </AuthPage>
  );
}
