import type { Translated } from "../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: "Plain things", // to translate
  failed: "Die Einträge konnten nicht geladen werden",
  emptyTitle: "Noch keine Einträge",
  emptyText: "Was Sie hinzufügen, erscheint hier.",
  loadMore: "Mehr laden",
  moreFailed: "Weitere Einträge konnten nicht geladen werden",
  newTitle: "Neuer Eintrag",
  editTitle: "Eintrag bearbeiten",
  add: { label: "Eintrag hinzufügen", busyLabel: "Wird gespeichert" },
  save: { label: "Speichern", busyLabel: "Wird gespeichert" },
  delete: "Löschen",
  deleteTitle: (name) => `„${name}“ löschen?`,
  deleteText: "Das kann nicht rückgängig gemacht werden.",
  cancel: "Abbrechen",
  added: (name) => `${name} hinzugefügt`,
  saved: (name) => `${name} gespeichert`,
  deleted: (name) => `${name} gelöscht`,
  showSaved: "Meine Änderungen verwerfen",
  oneFailed: "Der Eintrag konnte nicht geladen werden",
  gone: "Diesen Eintrag gibt es nicht",
  goneText: "Vielleicht wurde er gelöscht, oder der Link ist falsch.",
  deletedMeanwhile: "Dieser Eintrag wurde gelöscht, während Sie ihn bearbeitet haben.",
  back: "Zurück zur Liste",
  optional: "optional",
  required: "Pflichtfeld",
  fields: {
    // fields
    mainText: "Main text", // to translate
    someText: "Some text", // to translate
    maybeText: "Maybe text", // to translate
    someInteger: "Some integer", // to translate
    maybeInteger: "Maybe integer", // to translate
    someTime: "Some time", // to translate
    maybeTime: "Maybe time", // to translate
    someDate: "Some date", // to translate
    maybeDate: "Maybe date", // to translate
    someFlag: "Some flag", // to translate
    someMoney: "Some money", // to translate
    maybeMoney: "Maybe money", // to translate
    someChoice: "Some choice", // to translate
    maybeChoice: "Maybe choice", // to translate
    // end of fields
  },
  // fields
  someFlagWords: { yes: "Ja", no: "Nein" },
  someMoneyAdvice: "Geben Sie einen Betrag ein, z. B. 4,50",
  maybeMoneyAdvice: "Geben Sie einen Betrag ein, z. B. 4,50",
  someChoices: {
    one: "One", // to translate
    two: "Two", // to translate
  },
  maybeChoices: {
    one: "One", // to translate
    two: "Two", // to translate
  },
  // end of fields
};
