import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { sessionQuery } from "../../lib/session/session.ts";
import { AuthPage } from "../auth-page.tsx";
import { BackLink } from "../back-link.tsx";
import { AskForMail } from "../mail-link/ask-for-mail.tsx";
import { CheckMail } from "../mail-link/check-mail.tsx";
import { messages } from "../messages.ts";
import { useMailedTo, useTypedEmail } from "../sign-in-state.ts";

/** Another mail to confirm one's address with, where it is still to be confirmed. */
export function RenewVerification({ expired }: { expired?: boolean }) {
  const user = useQuery(sessionQuery).data?.user;
  const email = useTypedEmail(user?.email);
  const [mailedTo, noteMailedTo] = useMailedTo();
  const title = expired ? messages.linkExpired : messages.verifyTitle;

  if (mailedTo) {
    const text = messages.checkMail["resend-verification"](mailedTo);
    return <CheckMail email={mailedTo} route="resend-verification" text={text} />;
  }
  if (user?.emailVerified) {
    return (
      <AuthPage title={title} intro={messages.verified(user.email)}>
        <Button component={Link} to="/" size="md" fullWidth>
          {messages.goToApp}
        </Button>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={title} intro={messages.askForVerification} footer={<BackLink />}>
      <AskForMail key={email} route="resend-verification" email={email} onSent={noteMailedTo} />
    </AuthPage>
  );
}
