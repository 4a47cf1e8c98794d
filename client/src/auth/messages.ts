import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";

export const messages = {
  signInTitle: `Sign in to ${PRODUCT_NAME}`,
  signIn: "Sign in",
  signingIn: "Signing in",
  signUpTitle: `Create your ${PRODUCT_NAME} account`,
  signUp: "Create account",
  signingUp: "Creating your account",
  name: "Name",
  optional: "optional",
  noAccount: "Don't have an account?",
  goToSignUp: "Create one",
  haveAccount: "Already have an account?",
  goToSignIn: "Sign in",
  backToSignIn: "Back to sign in",
  or: "or",
  withPasskey: "Sign in with a passkey",
  withProvider: (name: string) => `Continue with ${name}`,
  goingToProvider: (name: string) => `Redirecting to ${name}`,

  /** Why one is on the sign-in page. */
  notices: {
    ended: "Your session has ended. Sign in again to continue.",
    passwordReset: "Password changed. Sign in with your new password.",
    twoFactorExpired: "This took too long, or there were too many wrong codes. Sign in again.",
  },

  /** Why the provider sent one back; the codes are the API's. */
  providerProblems: {
    provider_failed: (name) => `${name} couldn't sign you in. Try again, or sign in another way.`,
    provider_unavailable: (name) => `${name} isn't responding. Try again in a moment, or sign in another way.`,
    provider_denied: (name) => `Sign-in with ${name} was cancelled.`,
    account_exists: (name) =>
      `An account with the same email already exists. Sign in to it, then connect ${name} in your settings.`,
    EMAIL_NOT_VERIFIED: () => "Confirm your email first. Open the link in the email we sent you.",
    provider_email: (name) => `${name} didn't share an email we can use. Sign in another way.`,
    already_linked: (name) => `Your account at ${name} is connected to another account here.`,
    link_failed: (name) => `Your account at ${name} couldn't be connected. Try again.`,
    state: () => "This took too long, or was started in another window. Try again.",
    unavailable: () => "The server is temporarily unavailable. Try again in a moment.",
  } as Record<string, (provider: string) => string>,
  providerProblem: (name: string) => `Sign-in with ${name} didn't work. Try again, or sign in another way.`,
  anyProvider: "the provider",

  forgot: "Forgot your password?",
  forgotTitle: "Forgot your password?",
  forgotIntro: "Enter your email and we'll send you a link to reset your password.",
  sendLink: "Send link",
  sending: "Sending",
  mailOffTitle: "Password reset isn't available",
  mailOff: "This server can't send email. Ask the person who runs it for help.",

  checkMailTitle: "Check your email",
  checkMail: {
    signUp: (email: string) => `We sent a link to ${email}. Open it to confirm your email, then sign in.`,
    "resend-verification": (email: string) =>
      `If ${email} has an account that isn't confirmed yet, we've sent a link to confirm it.`,
    "forgot-password": (email: string) =>
      `If ${email} has an account, we've sent a link to reset its password. Check your spam folder too.`,
  },
  sendAgain: "Resend email",
  sendAgainIn: (wait: string) => `Resend in ${wait}`,
  sendMailAgain: "Resend email",
  sentAgain: "Email sent again",
  useAnotherEmail: "Use a different email",
  openInbox: "Open the development inbox",

  resetTitle: "Choose a new password",
  resetIntro: (email: string) => `For ${email}`,
  newPassword: "New password",
  reset: "Change password",
  resetting: "Changing password",
  resetDoneTitle: "Password changed",
  resetDone: (email: string) => `Use it the next time you sign in. You're signed in as ${email} in this browser.`,
  goToApp: "Go to dashboard",

  verifyTitle: "Confirm your email",
  verifyIntro: "Select the button to confirm that this email is yours.",
  verifyPasswordIntro:
    "Someone else may have signed up with this email too. Enter the password you want for your account: the one you signed up with, or another.",
  verify: "Confirm my email",
  verifying: "Confirming your email",
  verifiedTitle: "Your email is confirmed",
  verified: (email: string) => `${email} is confirmed.`,
  signedInAs: (email: string) => `You're signed in as ${email} in this browser.`,
  askForVerification: "Enter your email and we'll send you a link to confirm it.",

  linkExpired: "This link has expired or was already used",
  linkExpiredText: "Each link works once, for a limited time.",
  linkIncomplete: "This link is incomplete",
  linkIncompleteText: "Part of it is missing. Open it from the email again, or request a new one.",
  newLink: "Send a new link",

  twoFactorTitle: "Two-factor authentication",
  twoFactorIntro: "Enter the six-digit code from your authenticator app.",
  code: "Code",
  recoveryTitle: "Enter a recovery code",
  recoveryIntro: "Enter one of the codes you saved when you turned on two-factor authentication. Each code works once.",
  recoveryCode: "Recovery code",
  recoveryCodeWrong: "Enter a recovery code, such as aB3dE-fG7hJ",
  useRecovery: "Use a recovery code",
  useApp: "Use your authenticator app",
  usePasskey: "Use a passkey instead",
  confirmCode: "Verify",
  confirmingCode: "Verifying",
  waitFor: (wait: string) => `Try again in ${wait}`,
};
