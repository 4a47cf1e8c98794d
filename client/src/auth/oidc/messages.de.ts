import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  withProvider: (name) => `Weiter mit ${name}`,
  goingToProvider: (name) => `Weiterleitung zu ${name}`,
};
