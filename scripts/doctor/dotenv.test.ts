import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { findMisspelled, readDotEnv } from "./dotenv.ts";

const KNOWN = ["CLIENT_ORIGIN", "AUTH_SECRET", "PORT"];
const folder = mkdtempSync(join(tmpdir(), "doctor-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, variables: NodeJS.ProcessEnv = {}) {
  const file = join(folder, ".env");
  writeFileSync(file, text);
  return readDotEnv(file, KNOWN, variables);
}

it("finds nothing wrong with known settings, comments and a value of several lines", () => {
  const { values, findings } = read(
    '# a comment\nPORT=3000\nexport CLIENT_ORIGIN=http://localhost:5173\nAUTH_SECRET="two\nlines"\n',
  );
  expect(values).toMatchObject({ PORT: "3000", AUTH_SECRET: "two\nlines" });
  expect(findings).toEqual([expect.objectContaining({ level: "ok" })]);
});

it.each([
  ["PORT=3000\nthis is broken", "problem", "Line 2 isn't a setting", undefined],
  ["CLIENT_ORIGINS=x", "problem", "CLIENT_ORIGINS is unknown", "Did you mean CLIENT_ORIGIN?"],
  ["client-origin=x", "problem", "client-origin is unknown", "Did you mean CLIENT_ORIGIN?"],
  ["OLD_SETTING=1", "warning", "OLD_SETTING is unknown: a leftover", undefined],
  ["PORT=1\nPORT=2", "warning", "PORT is set more than once", undefined],
])("says of %j what is wrong", (text, level, message, remedy) => {
  const { findings } = read(text);
  expect(findings).toEqual([expect.objectContaining({ level, message: expect.stringContaining(message) })]);
  if (remedy) expect(findings[0]?.remedy).toBe(remedy);
});

it("says where the environment wins", () => {
  const { findings } = read("PORT=3000", { PORT: "4000" });
  expect(findings).toEqual([
    expect.objectContaining({
      level: "warning",
      message: "PORT has another value in the environment, which takes precedence",
    }),
  ]);
});

it("needs a file only where somebody named it", () => {
  const nowhere = join(folder, "production.env");
  expect(readDotEnv(nowhere, KNOWN, {}).findings).toEqual([expect.objectContaining({ level: "ok" })]);
  const message = `${nowhere} doesn't exist`;
  expect(readDotEnv(nowhere, KNOWN, {}, true).findings).toEqual([
    expect.objectContaining({ level: "problem", message }),
  ]);
});

it("says why a file can't be read", () => {
  const { findings } = readDotEnv(folder, KNOWN, {});
  expect(findings).toEqual([expect.objectContaining({ level: "problem", message: expect.stringContaining("EISDIR") })]);
});

it("finds a misspelled setting in the environment, and leaves what is anybody else's", () => {
  const findings = findMisspelled({ AUTH_SECRETS: "x", HOME: "/root", PATH: "/bin", PORT: "3000" }, KNOWN);
  expect(findings).toEqual([expect.objectContaining({ level: "problem", remedy: "Did you mean AUTH_SECRET?" })]);
});
