import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import type { Config } from "../../config.ts";
import type { MailContent } from "../../plugins/mail-layout.ts";

/** What the owner of an account is told when a way into it changes. */
const NOTICES = {
  "password-changed": "The password of your account was changed.",
  "email-changed": "Your account has a new address. This one no longer belongs to it.",
  "account-deleted": "Your account was deleted, and everything in it.",
  "provider-linked": "Your account can now be entered through a sign-in provider.",
  "provider-unlinked": "Your account can no longer be entered through a sign-in provider.",
  "second-factor-on": "Two-step sign-in was turned on for your account.",
  "second-factor-off": "Two-step sign-in was turned off for your account.",
  "recovery-code-used": "A recovery code was used to sign in to your account.",
  "recovery-codes-renewed": "New recovery codes were made for your account; the old ones no longer work.",
  "passkey-added": "A passkey was added to your account.",
  "passkey-removed": "A passkey was removed from your account.",
};
export type Notice = keyof typeof NOTICES;

/** The mail about a change, which tells when it was made and what to do if it was somebody else. */
export function noticeWords({ notice }: Record<string, unknown>, at: Date, config: Config): MailContent {
  const what = NOTICES[notice as Notice];
  const [origin = ""] = config.clientOrigins;
  const gone = notice === "account-deleted";
  return {
    subject: `Your ${PRODUCT_NAME} account: ${gone ? "deleted" : "a change to how one signs in"}`,
    paragraphs: [
      `${what} (${at.toISOString().slice(0, 16).replace("T", " ")} UTC)`,
      gone
        ? "If it was not you, write to whoever runs this service."
        : "If it was not you, choose a new password now and look through your sessions in the settings.",
    ],
    ...(!gone && { action: { label: "Choose a new password", url: `${origin}/forgot-password` } }),
  };
}
