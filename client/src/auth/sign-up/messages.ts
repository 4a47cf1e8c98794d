import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { translate } from "../../lib/language/translate.ts";

export const messages = translate("auth/sign-up/messages", {
  title: `Create your ${PRODUCT_NAME} account`,
  signUp: "Create account",
  haveAccount: "Already have an account?",
  signingUp: "Creating your account",
  name: "Name",
  optional: "optional",
  checkMail: (email: string) => `We sent a link to ${email}. Open it to confirm your email, then sign in.`,
});
