import type { Translated } from "../language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  unreachable: "Server nicht erreichbar. Prüfen Sie Ihre Verbindung, und versuchen Sie es erneut.",
  tooSlow: "Der Server braucht zu lange für eine Antwort. Versuchen Sie es gleich noch einmal.",
  unavailable: "Der Server ist vorübergehend nicht verfügbar. Versuchen Sie es gleich noch einmal.",
  unexpectedAnswer: "Der Server hat eine Antwort gesendet, die diese Seite nicht versteht.",
};
