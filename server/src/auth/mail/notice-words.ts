import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import type { Config } from "../../config.ts";
import type { MailContent } from "../../mail/layout.ts";

/** What owners are told when their account's sign-in methods change. */
const NOTICES = {
  "password-changed": "Your password was changed.",
  "email-changed": "Your account has a new email. This one no longer belongs to it.",
  "account-deleted": "Your account and everything in it were deleted.",
  "provider-linked": "A sign-in provider was connected to your account.",
  "provider-unlinked": "A sign-in provider was disconnected from your account.",
  "two-factor-on": "Two-factor authentication was turned on for your account.",
  "two-factor-off": "Two-factor authentication was turned off for your account.",
  "recovery-code-used": "A recovery code was used to sign in to your account.",
  "recovery-codes-renewed": "New recovery codes were created for your account. The old ones no longer work.",
  "passkey-added": "A passkey was added to your account.",
  "passkey-removed": "A passkey was removed from your account.",
};
export type Notice = keyof typeof NOTICES;

/** To the minute, as mails show it. */
export const formatTime = (time: Date) => `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** The mail about a change: when it was made, and what to do if it wasn't you. */
export function noticeWords({ notice }: Record<string, unknown>, at: Date, config: Config): MailContent {
  const what = NOTICES[notice as Notice];
  const [origin = ""] = config.clientOrigins;
  const gone = notice === "account-deleted";
  return {
    subject: gone ? `Your ${PRODUCT_NAME} account was deleted` : `Your ${PRODUCT_NAME} sign-in settings changed`,
    paragraphs: [
      what,
      `When: ${formatTime(at)}`,
      gone
        ? "If this wasn't you, contact the person who runs this service."
        : "If this wasn't you, choose a new password now and check your active sessions in the settings.",
    ],
    ...(!gone && { action: { label: "Choose a new password", url: `${origin}/forgot-password` } }),
  };
}
