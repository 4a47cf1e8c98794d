import { Anchor } from "@mantine/core";
import { AuthPage } from "../auth-page.tsx";
import { BackLink } from "../back-link.tsx";
import type { MailRoute } from "../mail-queries.ts";
import { messages } from "../messages.ts";
import { useMailedTo } from "../sign-in-state.ts";
import { SendAgain } from "./send-again.tsx";

type CheckMailProps = { email: string; route: MailRoute; text: string };

/** A mail was asked for; the same for every address. */
export function CheckMail({ email, route, text }: CheckMailProps) {
  const [, noteMailedTo] = useMailedTo();
  const startOver = () => noteMailedTo(undefined);
  return (
    <AuthPage title={messages.checkMailTitle} intro={text} footer={<BackLink email={email} />}>
      <SendAgain email={email} route={route} label={messages.sendAgain} justSent />
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
