import { spawnSync } from "node:child_process";
import * as Type from "@sinclair/typebox";
import { FormatRegistry } from "@sinclair/typebox";
import { expect, it } from "vitest";
import { closed, StringEnum } from "./common.ts";
import { TrimmedTextSchema } from "./text.ts";
import { ERRORS_MAX, findErrors } from "./validation.ts";

const CupSchema = Type.Object(
  {
    size: StringEnum(["small", "large"]),
    shots: Type.Integer({ minimum: 1, maximum: 3 }),
    label: Type.Optional(Type.String({ minLength: 2, maxLength: 5, format: "text" })),
    code: Type.Optional(Type.String({ pattern: "^[A-Z]+$", errorMessage: "Use capital letters" })),
  },
  closed,
);
const cup = { size: "small", shots: 1 };

it("finds nothing where nothing is wrong", () => {
  expect(findErrors(CupSchema, cup)).toEqual([]);
});

it.each([
  ["a missing property", { size: "small" }, "/shots", "Required"],
  ["empty text", { ...cup, label: "" }, "/label", "Required"],
  ["an unknown property", { ...cup, sugar: 1 }, "/sugar", "Unknown property"],
  ["a value that is none of a few", { ...cup, size: "huge" }, "/size", "Must be one of small, large"],
  ["a number that is too small", { ...cup, shots: 0 }, "/shots", "Must be at least 1"],
  ["a number that is too large", { ...cup, shots: 4 }, "/shots", "Must be at most 3"],
  ["text that is too short", { ...cup, label: "a" }, "/label", "Use at least 2 characters"],
  ["text that is too long", { ...cup, label: "tulip marigolds" }, "/label", "Use 5 characters or fewer"],
  ["control characters", { ...cup, label: "a\nb" }, "/label", "Must not contain control characters"],
  ["what the schema has a sentence of its own for", { ...cup, code: "x" }, "/code", "Use capital letters"],
])("has one sentence for %s", (_what, value, path, message) => {
  expect(findErrors(CupSchema, value)).toEqual([{ path, message }]);
});

it("names every path that is wrong, once, in the order of the schema", () => {
  expect(findErrors(CupSchema, { label: "\n", shots: "two" }).map(({ path }) => path)).toEqual([
    "/size",
    "/shots",
    "/label",
  ]);
});

it("escapes property names in its JSON pointers", () => {
  expect(findErrors(CupSchema, { ...cup, "milk/oat~2": 1 }).map(({ path }) => path)).toEqual(["/milk~1oat~02"]);
});

it("shows no pattern and no format more of a text than its schema allows", () => {
  const seen: number[] = [];
  FormatRegistry.Set("seen", (value) => seen.push(value.length) > 0);
  const text = Type.String({ maxLength: 20, format: "seen" });
  const schema = Type.Object({ text, texts: Type.Array(text), either: Type.Union([text, Type.Null()]) });
  const long = "a".repeat(1_000_000);
  const paths = findErrors(schema, { text: long, texts: [long], either: long }).map(({ path }) => path);
  expect(paths).toEqual(["/text", "/texts/0", "/either"]);
  expect(Math.max(...seen)).toBeLessThanOrEqual(21);
  FormatRegistry.Delete("seen");
});

it("doesn't cut what counts characters, so that it isn't called wrong beside something that is", () => {
  const item = TrimmedTextSchema(120, "Tulip");
  const schema = Type.Object({ item, spaced: item, size: StringEnum(["small"]) });
  const errors = findErrors(schema, { item: "🥐".repeat(119), spaced: `${" ".repeat(150)}Tulip`, size: "huge" });
  expect(errors.map(({ path }) => path)).toEqual(["/size"]);
});

it("stops at a hundred", () => {
  const flood = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`p${index}`, 1]));
  expect(findErrors(CupSchema, { ...cup, ...flood })).toHaveLength(ERRORS_MAX);
});

it("runs where the page's policy forbids eval", () => {
  const program = `
    import { signUpSchema } from "@cafe-app-ai/shared/auth/sign-up";
    import { findErrors, ERRORS_MAX } from "@cafe-app-ai/shared/validation";
    console.log(JSON.stringify(findErrors(signUpSchema(), { email: "ada", password: "tulip art at 7" })));
  `;
  const options = { cwd: new URL(".", import.meta.url), encoding: "utf8" } as const;
  const flags = ["--disallow-code-generation-from-strings", "--input-type=module"];
  const { stdout } = spawnSync(process.execPath, [...flags, "--eval", program], options);
  expect(JSON.parse(stdout)).toEqual([{ path: "/email", message: "Enter an email address, such as ada@example.com" }]);
});
