import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../config.ts";

const SECRET = "k3Vd8yQm1xTzR6wJ0pLs9bNf4hGc7aUe";
const production = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://cafe@database/cafe",
  CLIENT_ORIGIN: "https://app.example.com",
  API_URL: "https://api.example.com",
  AUTH_SECRET: SECRET,
};

function errorsIn(variables: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.errors;
  }
}

describe("production", () => {
  it("takes a complete set", () => {
    expect(errorsIn(production)).toEqual([]);
  });

  it.each(["DATABASE_URL", "CLIENT_ORIGIN", "API_URL", "AUTH_SECRET"])("needs %s", (name) => {
    expect(errorsIn({ ...production, [name]: undefined })).toEqual([`${name}: Required in production`]);
  });

  it("names everything that is missing at once", () => {
    const lines = errorsIn({ NODE_ENV: "production" });
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
    expect(errorsIn({ ...production, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });

  it.each(["http://localhost:5173", "http://127.0.0.1:5173", "http://[::1]:5173"])(
    "takes %s, which stays on the machine",
    (origin) => {
      expect(errorsIn({ ...production, CLIENT_ORIGIN: origin, API_URL: "http://localhost:3000" })).toEqual([]);
    },
  );
});

describe("the secret in production", () => {
  it.each([
    ["one character", "a".repeat(64)],
    ["few characters", "aaaabbbbccccddddabcdabcddcbaabcd"],
    ["a repetition", "kR7$kR7$kR7$kR7$kR7$kR7$kR7$kR7$kR7$"],
    ["a long repetition", "latte-macchiato-latte-macchiato-latte-mac"],
    ["a sequence", "abcdefghijklmnopqrstuvwxyz0123456789"],
    ["a sequence twice", "0123456789abcdef0123456789abcdef"],
    ["the tests' own", "only-for-tests-only-for-tests-only-for-tests"],
    ["a placeholder", "change-me-to-at-least-32-characters!"],
    ["another one", "your-super-secret-key-at-least-32-long"],
  ])("may not be %s", (_what, secret) => {
    expect(errorsIn({ ...production, AUTH_SECRET: secret })).toEqual([expect.stringMatching(/^AUTH_SECRET: Too easy/)]);
    expect(errorsIn({ ...production, AUTH_SECRET: `${SECRET},${secret}` })).toHaveLength(1);
    // development has nothing to lose
    expect(errorsIn({ AUTH_SECRET: secret })).toEqual([]);
  });

  it("may be any that is drawn at random", () => {
    const drawn = Array.from({ length: 500 }, (_, index) => randomBytes(16 + (index % 33)));
    const refused = drawn
      .flatMap((bytes) => [bytes.toString("hex"), bytes.toString("base64").padEnd(32, "=")])
      .filter((secret) => errorsIn({ ...production, AUTH_SECRET: secret }).length > 0);
    expect(refused).toEqual([]);
  });

  it("is quickly looked at, however long it is", () => {
    const started = performance.now();
    errorsIn({ ...production, AUTH_SECRET: `${"ab".repeat(2000)}c` });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
