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
  noAccount: "No account yet?",
  goToSignUp: "Create one",
  haveAccount: "Already have an account?",
  goToSignIn: "Sign in",
  backToSignIn: "Back to sign in",
  or: "or",
  withPasskey: "Sign in with a passkey",
  withProvider: (name: string) => `Continue with ${name}`,
  goingToProvider: (name: string) => `Going to ${name}`,

  /** Why one is on the sign-in page. */
  notices: {
    ended: "Your session has ended. Sign in again to go on.",
    passwordReset: "Your password is changed. Sign in with it.",
    secondFactorExpired: "That took too long, or the code was tried too often. Sign in again.",
  },

  /** Why the provider sent one back; the codes are the API's. */
  providerProblems: {
    provider_failed: (name) => `${name} could not sign you in. Try again, or sign in another way.`,
    provider_unavailable: (name) => `${name} cannot be reached at the moment. Try again soon, or sign in another way.`,
    provider_denied: (name) => `Signing in with ${name} was called off.`,
    account_exists: (name) =>
      `There is an account with the same address as at ${name}. Sign in to it, then connect ${name} in the settings.`,
    EMAIL_NOT_VERIFIED: () => "Open the link in the mail we sent you to confirm your address first.",
    provider_email: (name) => `${name} gave no email address that can be used. Sign in another way.`,
    already_linked: (name) => `Your account at ${name} is connected to another account here.`,
    link_failed: (name) => `Your account at ${name} could not be connected. Try again.`,
    state: () => "This took too long, or was begun in another window. Try again.",
    unavailable: () => "The server is not available at the moment. Try again soon.",
  } as Record<string, (provider: string) => string>,
  providerProblem: (name: string) => `Signing in with ${name} did not work. Try again, or sign in another way.`,
  anyProvider: "the other site",

  forgot: "Forgot your password?",
  forgotTitle: "Forgot your password?",
  forgotIntro: "Enter your address and we send you a link to choose a new one.",
  sendLink: "Send the link",
  sending: "Sending",
  mailOffTitle: "Passwords cannot be reset here",
  mailOff: "This server sends no mail, so it cannot send you a link. Ask whoever runs it for help.",

  checkMailTitle: "Check your mail",
  checkMail: {
    signUp: (email: string) => `We sent a link to ${email}. Open it to confirm your address, then sign in.`,
    "resend-verification": (email: string) =>
      `If ${email} has an account that is not confirmed yet, a link to confirm it is on its way.`,
    "forgot-password": (email: string) =>
      `If ${email} has an account, a link to choose a new password is on its way. Look into the junk folder too.`,
  },
  sendAgain: "Send again",
  sendAgainIn: (wait: string) => `Send again in ${wait}`,
  sendMailAgain: "Send the mail again",
  sentAgain: "The mail is on its way.",
  openInbox: "Open the development inbox",

  resetTitle: "Choose a new password",
  newPassword: "New password",
  reset: "Change password",
  resetting: "Changing your password",
  resetDoneTitle: "Your password is changed",
  resetDone: (email: string) => `Sign in with it next time. In this browser ${email} is signed in.`,
  goToApp: "Go to the dashboard",

  verifyTitle: "Confirm your address",
  verifyIntro: "Press the button to show that our mail reached you.",
  verify: "Confirm my address",
  verifying: "Confirming your address",
  verifiedTitle: "Your address is confirmed",
  verified: (email: string) => `${email} is confirmed.`,
  signedInAs: (email: string) => `In this browser ${email} is signed in.`,
  askForVerification: "Enter your address and we send you a link to confirm it.",

  linkExpired: "This link was used or has expired",
  linkExpiredText: "A link works once, and for a limited time.",
  linkIncomplete: "This link is not complete",
  linkIncompleteText: "A part of it is missing. Open it from the mail again, or ask for a new one.",
  newLink: "Send a new link",

  secondFactorTitle: "Enter your code",
  secondFactorIntro: "Your account asks for the six digits that your authenticator app shows.",
  code: "Code",
  recoveryTitle: "Enter a recovery code",
  recoveryIntro: "One of the codes that you kept when you set this up. Each works once.",
  recoveryCode: "Recovery code",
  recoveryCodeWrong: "Enter a recovery code, such as aB3dE-fG7hJ",
  useRecovery: "Use a recovery code",
  useApp: "Use the code of your app",
  usePasskey: "Use a passkey instead",
  confirmCode: "Go on",
  confirmingCode: "Checking",
  waitFor: (wait: string) => `Try again in ${wait}`,
};
