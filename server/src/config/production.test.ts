import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findConfigErrors, readConfig } from "../config.ts";
import { openResources } from "../resources.ts";
import { PRODUCTION_SETTINGS } from "../test/production-settings.ts";

const SECRET = "k3Vd8yQm1xTzR6wJ0pLs9bNf4hGc7aUe";
const production = { ...PRODUCTION_SETTINGS, DATABASE_URL: "postgres://cafe@database/cafe", AUTH_SECRET: SECRET };

describe("production", () => {
  it("takes a complete set", () => {
    expect(findConfigErrors(production)).toEqual([]);
  });

  it.each(["DATABASE_URL", "CLIENT_ORIGIN", "API_URL", "AUTH_SECRET"])("needs %s", (name) => {
    expect(findConfigErrors({ ...production, [name]: undefined })).toEqual([`${name}: Required in production`]);
    expect(findConfigErrors({ ...production, [name]: " " })).toEqual([`${name}: Required in production`]);
  });

  it("names everything that is missing at once", () => {
    const lines = findConfigErrors({ NODE_ENV: "production" });
    for (const name of ["DATABASE_URL", "CLIENT_ORIGIN", "API_URL", "AUTH_SECRET"])
      expect(lines).toContain(`${name}: Required in production`);
  });

  it.each([
    ["CLIENT_ORIGIN", "http://app.example.com"],
    ["CLIENT_ORIGIN", "https://app.example.com,http://app.example.com"],
    ["CLIENT_ORIGIN", "http://localhost.example.com"],
    ["API_URL", "http://api.example.com"],
    ["COOKIE_SECURE", "false"],
    ["EMAIL_VERIFICATION", "required"],
  ])("refuses %s=%s", (name, value) => {
    expect(findConfigErrors({ ...production, [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: `)),
    ]);
  });

  it.each(["http://localhost:5173", "http://127.0.0.1:5173", "http://[::1]:5173"])(
    "takes %s, which stays on the machine",
    (origin) => {
      expect(findConfigErrors({ ...production, CLIENT_ORIGIN: origin, API_URL: "http://localhost:3000" })).toEqual([]);
    },
  );
});

describe("the secret in production", () => {
  it.each([",", " , "])("may not be a list of none: %j", async (AUTH_SECRET) => {
    expect(findConfigErrors({ ...production, AUTH_SECRET })).toEqual(["AUTH_SECRET: Required in production"]);
    const config = { ...readConfig(production), authSecrets: [] };
    await expect(openResources(config)).rejects.toThrow("Production needs DATABASE_URL and AUTH_SECRET.");
  });

  it.each([
    ["one character", "a".repeat(64)],
    ["few characters", "aaaabbbbccccddddabcdabcddcbaabcd"],
    ["a repetition", "kR7$kR7$kR7$kR7$kR7$kR7$kR7$kR7$kR7$"],
    ["a long repetition", "tulip-marigolds-tulip-marigolds-tulip-mar"],
    ["a sequence", "abcdefghijklmnopqrstuvwxyz0123456789"],
    ["a sequence twice", "0123456789abcdef0123456789abcdef"],
    ["the tests' own", "only-for-tests-only-for-tests-only-for-tests"],
    ["a placeholder", "change-me-to-at-least-32-characters!"],
    ["another one", "your-super-secret-key-at-least-32-long"],
  ])("may not be %s", (_what, secret) => {
    expect(findConfigErrors({ ...production, AUTH_SECRET: secret })).toEqual([
      expect.stringMatching(/^AUTH_SECRET: Too easy/),
    ]);
    expect(findConfigErrors({ ...production, AUTH_SECRET: `${SECRET},${secret}` })).toHaveLength(1);
    // development has nothing to lose
    expect(findConfigErrors({ AUTH_SECRET: secret })).toEqual([]);
  });

  it("may be any that is drawn at random", () => {
    const drawn = Array.from({ length: 500 }, (_, index) => randomBytes(16 + (index % 33)));
    const refused = drawn
      .flatMap((bytes) => [bytes.toString("hex"), bytes.toString("base64").padEnd(32, "=")])
      .filter((secret) => findConfigErrors({ ...production, AUTH_SECRET: secret }).length > 0);
    expect(refused).toEqual([]);
  });

  it("is quickly looked at, however long it is", () => {
    const started = performance.now();
    findConfigErrors({ ...production, AUTH_SECRET: `${"ab".repeat(2000)}c` });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
