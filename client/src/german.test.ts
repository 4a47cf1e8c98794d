import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { signUpSchema } from "@cafe-app-ai/shared/auth/sign-up";
import { NewOrderSchema } from "@cafe-app-ai/shared/orders";
import { findErrors } from "@cafe-app-ai/shared/validation";
import { expect, test } from "vitest";
import { german } from "./german.ts";
import { translateSentence } from "./lib/language/sentences.de.ts";

const english = import.meta.glob<Record<string, unknown>>("./**/*messages.ts", { eager: true });

/** What is the same word in both languages. */
const SAME = ["Code", "Name", "Passkeys", "Status", "System", "optional", "Café", "Problem", "Filter"];

test("every file of sentences has its translation, under its own name", () => {
  const translated = Object.keys(german.words).map((file) => file.replace(".de.ts", ""));
  const files = Object.keys(english).map((file) => file.replace(/\.ts$/, ""));
  expect(files).toEqual(translated);
  for (const file of files) {
    const source = readFileSync(join(import.meta.dirname, `${file}.ts`), "utf8");
    expect(source, file).toContain(`translate("${file.slice(2)}", {`);
  }
});

test("every sentence is translated, unless its line ends with `// to translate`", () => {
  const same = Object.entries(german.words).flatMap(([file, translation]) => {
    const words = Object.values(english[file.replace(".de.ts", ".ts")] ?? {}).find(
      (value) => typeof value === "object",
    );
    const source = readFileSync(join(import.meta.dirname, file), "utf8");
    const later = [...source.matchAll(/"([^"]+)",? \/\/ to translate$/gm)].map(([, word = ""]) => word);
    const known = [...SAME, ...later];
    return findSame(words, translation).filter((word) => !known.includes(word) && /[a-z]/i.test(word));
  });
  expect(same).toEqual([]);
});

test("every refusal that the API words itself is translated", () => {
  const root = join(import.meta.dirname, "../../server/src");
  const folders = "{auth,orders,dashboard,settings,limits,mail,session}";
  const files = globSync(`${folders}/**/*.ts`, { cwd: root, exclude: (name) => String(name).endsWith(".test.ts") });
  const sentences = files.flatMap((file) => {
    const source = readFileSync(join(root, file), "utf8");
    const literals = source.matchAll(/import.(read-|row)/.test(file) ? /["`]([A-Z1$][^"`]* [^"`]*)["`]/g : THROWN);
    return [...literals].map(([, sentence = ""]) =>
      sentence.replaceAll(/\$\{[^}]*\(seconds\)\}/g, "5 minutes").replaceAll(/\$\{[^}]*\}/g, "12"),
    );
  });
  expect(sentences.length).toBeGreaterThan(40);
  const unknown = [...new Set(sentences)].filter((sentence) => translateSentence(sentence) === sentence);
  expect(unknown.filter((sentence) => !UNSEEN.includes(sentence))).toEqual([]);
});

const THROWN = /(?:new ApiError\("\w+",|badFile\(|serviceUnavailable\()\s*["`]([^"`]+)["`]/g;

/** What the app gives no occasion for. */
const UNSEEN = [
  "Send the file with Content-Type: text/csv.",
  "The server is shutting down.",
  "The provider isn't responding.",
];

test("what the shared schemas say of a form is translated", () => {
  const wrong = [
    ...findErrors(signUpSchema(), { email: "ada", password: "short", name: "\u0007" }),
    ...findErrors(signUpSchema(), {}),
    ...findErrors(NewOrderSchema, { item: "", category: " ", quantity: "two", totalCents: -1, placedAt: "x" }),
    ...findErrors(NewOrderSchema, { item: "x".repeat(121), category: "Tea", quantity: 1_000_000, totalCents: 1e15 }),
  ];
  expect(wrong.length).toBeGreaterThan(10);
  expect(wrong.filter(({ message }) => translateSentence(message) === message)).toEqual([]);
});

test("a sentence keeps its numbers and its full stop, and an unknown one is told by its code", () => {
  expect(translateSentence("Use at least 12 characters")).toBe("Verwenden Sie mindestens 12 Zeichen");
  expect(translateSentence("Too many attempts. Try again in 5 minutes.")).toMatch(/in 5 Minuten erneut\.$/);
  expect(translateSentence("Incorrect password")).toBe("Falsches Passwort");
  expect(translateSentence("Passwords are never that long", "RATE_LIMITED")).toMatch(/^Zu viele Versuche/);
});

/** The sentences that two translations have in common. */
function findSame(one: unknown, other: unknown): string[] {
  if (typeof one === "string") return one === other ? [one] : [];
  if (typeof one !== "object" || one === null) return [];
  return Object.keys(one).flatMap((key) => findSame(one[key as never], other?.[key as never]));
}
