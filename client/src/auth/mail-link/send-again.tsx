import { Button, Stack, Text } from "@mantine/core";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { ApiError } from "../../lib/api/api.ts";
import { formatWait } from "../../lib/format-wait.ts";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { type MailRoute, useSendMail } from "../../lib/session/use-send-mail.ts";
import { useCountdown } from "../../lib/use-countdown.ts";
import { AuthLink } from "../auth-page.tsx";
import { messages } from "./messages.ts";

/** Another email isn't worth sending sooner: the first may be on its way. */
const PAUSE_SECONDS = 30;

type SendAgainProps = { email: string; route: MailRoute; label: string; justSent?: boolean };

/** Resends an email; the button says when it can be pressed again, and keeps the focus meanwhile. */
export function SendAgain({ email, route, label, justSent }: SendAgainProps) {
  const { mail } = useAuthConfig();
  const [secondsLeft, startCountdown] = useCountdown(justSent ? PAUSE_SECONDS : 0);
  const send = useSendMail(route);
  const off = send.isPending || secondsLeft > 0;

  const press = () => {
    if (off) return;
    send.mutate(
      { email },
      {
        onSuccess: () => startCountdown(PAUSE_SECONDS),
        onError: (error) => startCountdown((error instanceof ApiError && error.retryAfterSeconds) || 0),
      },
    );
  };

  return (
    <Stack gap="xs" align="flex-start">
      {send.error && <FormProblem key={send.submittedAt} error={send.error} />}
      <Button variant="default" onClick={press} data-disabled={off || undefined} aria-disabled={off}>
        {secondsLeft > 0 ? messages.resendIn(formatWait(secondsLeft)) : label}
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {send.isSuccess && messages.resent}
      </Text>
      {mail === "inbox" && (justSent || send.isSuccess) && (
        <Text size="sm">
          <AuthLink to="/inbox">{messages.openInbox}</AuthLink>
        </Text>
      )}
    </Stack>
  );
}
