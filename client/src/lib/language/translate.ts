import type { ErrorCode } from "@cafe-app-ai/shared/envelope";
import { type Language, language } from "./language.ts";

export type Translation = {
  /** By file. */
  words: Record<string, object>;
  /** Of what the API and the shared schemas say in English. */
  translateSentence: (english: string, code?: ErrorCode) => string;
};

/** What a translation of these sentences is: a sentence, or what makes one of the same values, for each. */
export type Translated<English> = English extends string
  ? string
  : English extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { [Key in keyof English]: Translated<English[Key]> };

const known: Record<string, object> = {};
let translation: Translation = { words: {}, translateSentence: (english) => english };

/** A file's sentences, in the reader's language once it is there. The translation is beside it: `messages.de.ts`. */
export function translate<Words extends object>(file: string, english: Words): Words {
  known[file] = english;
  return Object.assign(english, translation.words[`./${file}.de.ts`]);
}

/** A sentence of the API's, or of the shared schemas. */
export const translateSentence: Translation["translateSentence"] = (english, code) =>
  translation.translateSentence(english, code);

const ready = Promise.withResolvers<void>();

/** Resolves when everything can be said. */
export const languageReady = ready.promise;

/**
 * English is in the app itself; another language is loaded by those who read it, before anything is drawn. If it can't be
 * loaded, the page is in English.
 */
export async function loadTranslation(loaders: Record<Exclude<Language, "en">, () => Promise<Translation>>) {
  try {
    if (language === "en") return;
    translation = await loaders[language]();
    document.documentElement.lang = language;
    for (const file of Object.keys(known)) translate(file, known[file] as object);
  } catch {
    // English is there already.
  } finally {
    ready.resolve();
  }
}
