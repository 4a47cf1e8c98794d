const VERBS = new Set([
  "select",
  "insert",
  "update",
  "delete",
  "with",
  "begin",
  "commit",
  "rollback",
  "savepoint",
  "set",
]);

/** What a statement is called in metrics and logs: its name, or else its first word. It holds no values. */
export function labelOf(statement: unknown): string {
  if (typeof statement === "string") return firstWord(statement);
  const { label, name, text } = Object(statement) as Partial<Record<"label" | "name" | "text", unknown>>;
  if (typeof label === "string") return label;
  if (typeof name === "string") return name;
  return typeof text === "string" ? firstWord(text) : "other";
}

function firstWord(text: string): string {
  const word = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? "";
  return VERBS.has(word) ? word : "other";
}
