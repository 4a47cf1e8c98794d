import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../../lib/session/session.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { AuthPage } from "../auth-page.tsx";
import { BackLink } from "../back-link.tsx";
import { AskForMail } from "../mail-link/ask-for-mail.tsx";
import { CheckMail } from "../mail-link/check-mail.tsx";
import { messages as mailMessages } from "../mail-link/messages.ts";
import { useMailedTo, useTypedEmail } from "../sign-in-state.ts";
import { messages } from "./messages.ts";

/** Open to everybody: somebody who is signed in may have forgotten the password too. */
export function ForgotPasswordPage() {
  const user = useQuery(sessionQuery).data?.user;
  const email = useTypedEmail(user?.email);
  const { mail } = useAuthConfig();
  const [mailedTo, noteMailedTo] = useMailedTo();

  if (mailedTo) {
    return (
      <CheckMail email={mailedTo} route="forgot-password" text={mailMessages.checkMail["forgot-password"](mailedTo)} />
    );
  }
  const footer = <BackLink email={email} />;
  if (mail === "off") return <AuthPage title={messages.mailOffTitle} intro={messages.mailOff} footer={footer} />;
  return (
    <AuthPage title={messages.forgotTitle} intro={messages.forgotIntro} footer={footer}>
      <AskForMail key={email} route="forgot-password" email={email} onSent={noteMailedTo} />
    </AuthPage>
  );
}
