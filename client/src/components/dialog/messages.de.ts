import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  close: "Schließen",
  discarded: "Änderungen verworfen",
  undo: "Rückgängig",
  busy: "Einen Moment noch. Danach können Sie dieses Fenster schließen.",
};
