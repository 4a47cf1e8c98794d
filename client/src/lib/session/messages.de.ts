import type { Translated } from "../language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  passkeyKnown: "Dieses Gerät hat schon einen Passkey für Ihr Konto.",
  passkeyNotUsed:
    "Es wurde kein Passkey verwendet. Vielleicht haben Sie abgebrochen, oder dieses Gerät hat keinen für diese Website.",
  passkeyFailed:
    "Ihr Browser konnte keinen Passkey verwenden. Versuchen Sie es erneut, oder wählen Sie einen anderen Weg.",
};
