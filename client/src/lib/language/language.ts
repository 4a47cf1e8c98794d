export const LANGUAGES = { en: "English", de: "Deutsch" };
export type Language = keyof typeof LANGUAGES;

const KEY = "language";

const isLanguage = (tag: string | null | undefined): tag is Language => Object.hasOwn(LANGUAGES, tag ?? "");

function readChoice(): Language | undefined {
  try {
    const stored = localStorage.getItem(KEY);
    return isLanguage(stored) ? stored : undefined;
  } catch {
    // Storage may be forbidden; the browser's languages then decide.
    return undefined;
  }
}

const chosen = readChoice();
const primary = (tag: string) => tag.split("-")[0];

/** The one that was chosen here, else the browser's first that the app has. */
export const language: Language = chosen ?? navigator.languages.map(primary).find(isLanguage) ?? "en";

/**
 * How numbers, money and dates are written: as the browser asks for in this language, such as de-AT. A browser whose
 * languages the app hasn't got keeps its own way of writing them.
 */
export const locale = navigator.languages.find((tag) => primary(tag) === language) ?? chosen;

/** Remembers it in this browser. What was drawn keeps its words, so the page is loaded anew. */
export function chooseLanguage(next: Language): void {
  localStorage.setItem(KEY, next);
  window.location.reload();
}
