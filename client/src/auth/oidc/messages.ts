import { translate } from "../../lib/language/translate.ts";

export const messages = translate("auth/oidc/messages", {
  withProvider: (name: string) => `Continue with ${name}`,
  goingToProvider: (name: string) => `Redirecting to ${name}`,
});
