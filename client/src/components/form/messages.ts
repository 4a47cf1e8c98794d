import { translate } from "../../lib/language/translate.ts";

export const messages = translate("components/form/messages", {
  email: "Email",
  password: "Password",
  showPassword: "Show password",
  passwordHelp: (minLength: number) => `At least ${minLength} characters`,
  restored: "Your session ended before this was saved. What you typed is back.",
});
