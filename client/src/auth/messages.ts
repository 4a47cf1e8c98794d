import { PRODUCT_NAME } from "../theme.ts";

export const messages = {
  signInTitle: `Sign in to ${PRODUCT_NAME}`,
  signIn: "Sign in",
  signingIn: "Signing in",
  signUpTitle: `Create your ${PRODUCT_NAME} account`,
  signUp: "Create account",
  signingUp: "Creating your account",
  email: "Email",
  password: "Password",
  newPasswordHelp: "At least 8 characters",
  showPassword: "Show password",
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
  cookieTitle: "Your browser refused the sign-in cookie",
  cookieOverHttp:
    "The server accepted you, but your browser did not keep its cookie. Safari does this over plain http. Use another browser, or set COOKIE_SECURE=false in .env and start the server again.",
  cookieOverHttps:
    "The server accepted you, but your browser did not keep its cookie. Allow cookies for this site and try again. If you run this app: the page and the API both need https, on one domain.",
  reference: "Reference",
};
