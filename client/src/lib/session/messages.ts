import { translate } from "../language/translate.ts";

export const messages = translate("lib/session/messages", {
  passkeyKnown: "This device already has a passkey for your account.",
  passkeyNotUsed: "No passkey was used. You may have cancelled, or this device has none for this site.",
  passkeyFailed: "Your browser couldn't use a passkey. Try again, or use another method.",
});
