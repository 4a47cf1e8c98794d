import { translate } from "../../lib/language/translate.ts";

export const messages = translate("components/form/messages", {
  email: "Email",
  password: "Password",
  showPassword: "Show password",
  passwordHelp: (minLength: number) => `At least ${minLength} characters`,
  restored: "We restored what you typed. It isn't saved yet.",
});
