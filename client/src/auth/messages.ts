import { PRODUCT_NAME } from "shared/product";

export const messages = {
  signInTitle: `Sign in to ${PRODUCT_NAME}`,
  signIn: "Sign in",
  signingIn: "Signing in",
  signUpTitle: `Create your ${PRODUCT_NAME} account`,
  signUp: "Create account",
  signingUp: "Creating your account",
  newPasswordHelp: "At least 8 characters",
  name: "Name",
  optional: "optional",
  noAccount: "No account yet?",
  goToSignUp: "Create one",
  haveAccount: "Already have an account?",
  goToSignIn: "Sign in",
  ended: "Your session has ended. Sign in again to go on.",
  checkMailTitle: "Check your mail",
  checkMail: (email: string) => `We sent a link to ${email}. Open it to confirm your address, then sign in.`,
  backToSignIn: "Back to sign in",
};
