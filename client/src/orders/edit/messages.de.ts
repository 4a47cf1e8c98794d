import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  add: { label: "Bestellung hinzufügen", busyLabel: "Wird gespeichert" },
  save: { label: "Speichern", busyLabel: "Wird gespeichert" },
  required: "Pflichtfeld",
  notAnAmount: (example) => `Geben Sie einen Betrag ein, z. B. ${example}`,
  tooMuch: (most) => `Darf höchstens ${most} sein`,
  totalIn: (currency) => `Summe (${currency})`,
  placedHelp: "Jetzt, wenn Sie keine andere Zeit wählen",
  cafeTime: (zone) => `Zeit im Café, ${zone}`,
  added: (item) => `${item} hinzugefügt`,
  saved: (item) => `${item} gespeichert`,
  currencyFailed: "Die Währung Ihres Cafés konnte nicht geladen werden",
  orderFailed: "Die Bestellung konnte nicht geladen werden",
  deletedMeanwhile: "Diese Bestellung wurde gelöscht, während Sie sie bearbeitet haben.",
  orderGone: "Diese Bestellung gibt es nicht",
  orderGoneText: "Vielleicht wurde sie gelöscht, oder der Link ist falsch.",
  backToOrders: "Zurück zu den Bestellungen",
  conflict:
    "Jemand anderes hat diese Bestellung gespeichert, während Sie sie bearbeitet haben. Wählen Sie, welche Fassung gelten soll.",
  versions: "Fassungen dieser Bestellung",
  field: "Feld",
  theirs: "Jetzt gespeichert",
  mine: "Mit Ihren Änderungen",
  keepMine: "Meine Änderungen speichern",
  useTheirs: "Meine Änderungen verwerfen",
};
