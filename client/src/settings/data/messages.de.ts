import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  exportTitle: "Ihre Daten herunterladen",
  exportText: "Alles, was wir über Sie und Ihre Bestellungen speichern, als JSON-Datei.",
  download: "Herunterladen",
  cancelDownload: "Download abbrechen",
  received: (size) => `${size} empfangen`,
  fileName: (day) => `${PRODUCT_NAME.toLowerCase()}-${day}.json`,
  downloaded: (file) => `${file} wird gespeichert`,
  notDownloaded: "Download fehlgeschlagen",
  deleteTitle: "Konto löschen",
  deleteText: "Ihr Konto und alles darin werden sofort gelöscht. Das lässt sich nicht rückgängig machen.",
  deleteAccount: { label: "Konto löschen", busyLabel: "Wird gelöscht" },
  dialogTitle: (email) => `${email} löschen?`,
  gone: "Endgültig gelöscht werden:",
  goneThings: ["Ihr Profil und Ihre Anmeldemethoden", "Ihre Bestellungen und Zahlen", "Ihre Sitzungen auf jedem Gerät"],
  deletedTitle: "Ihr Konto wurde gelöscht",
  deletedText: "Alles darin ist gelöscht, und Sie sind überall abgemeldet.",
  newAccount: "Neues Konto erstellen",
};
