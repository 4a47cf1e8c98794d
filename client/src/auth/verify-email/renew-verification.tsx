import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { sessionQuery } from "../../lib/session/session.ts";
import { AuthPage } from "../auth-page.tsx";
import { BackLink } from "../back-link.tsx";
import { AskForMail } from "../mail-link/ask-for-mail.tsx";
import { CheckMail } from "../mail-link/check-mail.tsx";
import { messages as mailMessages } from "../mail-link/messages.ts";
import { authMessages } from "../messages.ts";
import { useMailedTo, useTypedEmail } from "../sign-in-state.ts";
import { messages } from "./messages.ts";

/** Sends a new link to an email that isn't confirmed yet. */
export function RenewVerification({ expired }: { expired?: boolean }) {
  const user = useQuery(sessionQuery).data?.user;
  const email = useTypedEmail(user?.email);
  const [mailedTo, noteMailedTo] = useMailedTo();
  const title = expired ? authMessages.linkExpired : messages.title;

  if (mailedTo) {
    const text = mailMessages.checkMail["resend-verification"](mailedTo);
    return <CheckMail email={mailedTo} route="resend-verification" text={text} />;
  }
  if (user?.emailVerified) {
    return (
      <AuthPage title={title} intro={messages.done(user.email)}>
        <Button component={Link} to="/" size="md" fullWidth>
          {authMessages.goToApp}
        </Button>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={title} intro={messages.requestLink} footer={<BackLink />}>
      <AskForMail key={email} route="resend-verification" email={email} onSent={noteMailedTo} />
    </AuthPage>
  );
}
