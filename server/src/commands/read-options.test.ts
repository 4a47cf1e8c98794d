import { afterEach, expect, it, vi } from "vitest";
import { parseOptions } from "./read-options.ts";

const USAGE = "Usage: npm run tidy [-- --dry-run] [-- --yes]";
const options = { "dry-run": { type: "boolean" }, yes: { type: "boolean" } } as const;
const parse = (...args: string[]) => parseOptions(USAGE, { options, args });

afterEach(() => vi.unstubAllEnvs());

it("reads what a command was told", () => {
  expect(parse("--dry-run").values).toMatchObject({ "dry-run": true });
  expect(parseOptions(USAGE, { options, args: ["attic"], allowPositionals: true }).positionals).toEqual(["attic"]);
});

it.each([["--dryrun"], ["--dry-run=no"], ["attic"]])("refuses %s, and says how it's used", (parameter) => {
  expect(() => parse(parameter)).toThrow(USAGE);
});

it("refuses an option that npm has kept for itself, because there was no --", () => {
  vi.stubEnv("npm_config_dry_run", "true");
  expect(() => parse()).toThrow("npm kept --dry-run for itself. Put -- before the command's options.");
});

it("lets npm have settings of its own", () => {
  vi.stubEnv("npm_config_yes", "true");
  expect(parse().values.yes).toBeUndefined();
});
