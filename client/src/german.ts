import { translateSentence } from "./lib/language/sentences.de.ts";
import type { Translation } from "./lib/language/translate.ts";

/** The sentences beside each file of English ones, and those of the API. Only those who read German load this. */
export const german: Translation = {
  words: import.meta.glob<object>("./**/*messages.de.ts", { eager: true, import: "messages" }),
  translateSentence,
};
