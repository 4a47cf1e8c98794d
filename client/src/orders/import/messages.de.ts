import type { Translated } from "../../lib/language/translate.ts";
import { countOrders } from "../messages.de.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  dropFile: "CSV-Datei hier ablegen oder auswählen",
  help: "Die erste Zeile muss die Spalten benennen: item, category, quantity und total, bei Bedarf auch currency, status und placedAt. Höchstens 10 MB oder 100.000 Bestellungen. Enthält eine Zeile einen Fehler, wird nichts importiert.",
  dropToImport: "Datei ablegen, um die Bestellungen zu importieren",
  oneFileTitle: "Es wurde nichts importiert",
  oneFile: "Legen Sie die Dateien einzeln ab.",
  notReadable: (file) => `${file} ist nicht lesbar. Wählen Sie die Datei erneut aus, falls Sie sie geändert haben.`,
  sending: (file) => `${file} wird hochgeladen …`,
  sentOf: (sent, size) => `${sent} von ${size}`,
  checking: (file) => `${file} wird geprüft …`,
  nothingToImport: "Diese Datei enthält keine Bestellungen.",
  ready: (count, file) => `${file} enthält ${countOrders(count)}. So werden die ersten aussehen.`,
  ignored: (columns) =>
    columns.length === 1
      ? `Die Spalte ${columns.join()} wird ignoriert.`
      : `Die Spalten ${columns.join(", ")} werden ignoriert.`,
  previewTitle: "Erste Bestellungen in der Datei",
  importCount: (count) => `${countOrders(count)} importieren`,
  importing: (count) => `${countOrders(count)} ${count === 1 ? "wird" : "werden"} importiert …`,
  imported: (count) => `${countOrders(count)} importiert`,
  badRows: "Zeilen mit Fehlern",
  line: "Zeile",
  column: "Spalte",
  value: "Wert",
  problem: "Problem",
  downloadBadRows: "Liste herunterladen",
  badRowsFile: (file) => `${file.replace(/\.\w+$/, "")}-fehler.csv`,
};
