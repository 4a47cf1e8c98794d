import { translate } from "../../lib/language/translate.ts";
import { countOrders } from "../messages.ts";

export const messages = translate("orders/import/messages", {
  dropFile: "Drop a CSV file here, or choose one",
  help: "The first line must name the columns: item, category, quantity and total, plus currency, status and placedAt if you have them. Up to 10 MB or 100,000 orders. If any row has an error, nothing is imported.",
  dropToImport: "Drop the file to import its orders",
  oneFileTitle: "Nothing was imported",
  oneFile: "Drop one file at a time.",
  notReadable: (file: string) => `Couldn't read ${file}. If you've changed it, choose it again.`,
  sending: (file: string) => `Uploading ${file}…`,
  sentOf: (sent: string, size: string) => `${sent} of ${size}`,
  checking: (file: string) => `Checking ${file}…`,
  nothingToImport: "This file has no orders.",
  ready: (count: number, file: string) => `${file} has ${countOrders(count)}. Here's how the first ones will look.`,
  ignored: (columns: string[]) =>
    `${columns.length === 1 ? "Column" : "Columns"} ${columns.join(", ")} will be ignored.`,
  previewTitle: "First orders in the file",
  importCount: (count: number) => `Import ${countOrders(count)}`,
  importing: (count: number) => `Importing ${countOrders(count)}…`,
  imported: (count: number) => `${countOrders(count)} imported`,
  badRows: "Rows with errors",
  line: "Line",
  column: "Column",
  value: "Value",
  problem: "Problem",
  downloadBadRows: "Download this list",
  badRowsFile: (file: string) => `${file.replace(/\.\w+$/, "")}-problems.csv`,
});
