import type { Translated } from "../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  copy: "Kopieren",
  copied: "Kopiert",
  notCopied: "Konnte nicht kopiert werden",
};
