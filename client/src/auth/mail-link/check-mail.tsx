import { Anchor } from "@mantine/core";
import type { MailRoute } from "../../lib/session/use-send-mail.ts";
import { AuthPage } from "../auth-page.tsx";
import { BackLink } from "../back-link.tsx";
import { authMessages } from "../messages.ts";
import { useMailedTo } from "../sign-in-state.ts";
import { messages } from "./messages.ts";
import { SendAgain } from "./send-again.tsx";

type CheckMailProps = { email: string; route: MailRoute; text: string };

/** An email was requested; this page is the same for every address. */
export function CheckMail({ email, route, text }: CheckMailProps) {
  const [, noteMailedTo] = useMailedTo();
  const startOver = () => noteMailedTo(undefined);
  return (
    <AuthPage title={messages.checkMailTitle} intro={text} footer={<BackLink email={email} />}>
      <SendAgain email={email} route={route} label={authMessages.resendEmail} justSent />
      <Anchor
        component="button"
        type="button"
        size="sm"
        underline="always"
        style={{ alignSelf: "start" }}
        onClick={startOver}
      >
        {messages.useAnotherEmail}
      </Anchor>
    </AuthPage>
  );
}
