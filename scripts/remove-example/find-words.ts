import { readIdentity } from "../rename/identity.ts";
import { renameText, replacements } from "../rename/replacements.ts";

const WORDS = [
  /caf[eé]|kaffee|coffee|espresso|\blattes?\b|flat white|cappuccino|bestell(?!t\b)|umsatz|\brevenue/i,
  /\borders\b|\border['’]s\b|\ban? (new |single |sample )?order\b|orders?_|sample orders/i,
  /\bOrders?(?=[A-Z])|(?<=[a-z])Orders\b|\bORDERS?\b(?! BY)/,
];
/** Applied migrations are never edited, and the lock file names packages. */
const HISTORY = /^(migrations\/|package-lock\.json$)/;

/** Lines that speak of the example, whatever the product is called. */
export function findWords(root: string, texts: Map<string, string>): string[] {
  const nobody = { product: "Acme", slug: "acme", short: "acme" };
  const rules = replacements(readIdentity(root), nobody);
  return [...texts].flatMap(([file, text]) => {
    if (HISTORY.test(file) || text.includes("\0")) return [];
    return renameText(file, text, rules)
      .split("\n")
      .filter((line) => WORDS.some((word) => word.test(line)))
      .map((line) => `${file}: ${line.trim()}`);
  });
}
