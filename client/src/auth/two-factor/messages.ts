import { translate } from "../../lib/language/translate.ts";

export const messages = translate("auth/two-factor/messages", {
  title: "Two-factor authentication",
  intro: "Enter the six-digit code from your authenticator app.",
  code: "Code",
  recoveryTitle: "Enter a recovery code",
  recoveryIntro: "Enter one of the codes you saved when you turned on two-factor authentication. Each code works once.",
  recoveryCode: "Recovery code",
  recoveryCodeWrong: "Enter a recovery code, such as ab3de-fg7hj",
  useRecovery: "Use a recovery code",
  useApp: "Use your authenticator app",
  usePasskey: "Use a passkey instead",
  verify: "Verify",
  verifying: "Verifying",
  waitFor: (wait: string) => `Try again in ${wait}`,
});
