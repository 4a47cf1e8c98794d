import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { listSettings } from "./effective-settings.ts";
import { checkSettings, knownSettings } from "./settings.ts";

it("knows the server's settings and those of docker compose", () => {
  const known = knownSettings(fileURLToPath(new URL("../../.env.example", import.meta.url)));
  expect(known).toEqual(expect.arrayContaining(["AUTH_SECRET", "POSTGRES_PASSWORD", "BACKUP_EVERY", "LOG_LEVEL"]));
});

it("names every setting that the server would refuse, and goes on with the rest", () => {
  const { config, findings } = checkSettings({
    PORT: "80a",
    AUTH_SECRET: "short",
    CLIENT_ORIGIN: "https://app.example.com",
  });
  expect(findings.map(({ level, message }) => `${level} ${message}`)).toEqual([
    "problem PORT: Must be a whole number",
    "problem AUTH_SECRET: Each secret must have at least 32 characters",
  ]);
  expect(config).toMatchObject({ port: 3000, clientOrigins: ["https://app.example.com"] });
});

it("names what production lacks", () => {
  const { findings } = checkSettings({ NODE_ENV: "production", COOKIE_SECURE: "false" });
  const messages = findings.map(({ message }) => message);
  for (const name of ["DATABASE_URL", "CLIENT_ORIGIN", "API_URL", "AUTH_SECRET"]) {
    expect(messages).toContain(`${name}: Required in production`);
  }
});

it("shows where a setting comes from, and nothing of a secret", () => {
  const secrets = {
    AUTH_SECRET: "geheim-geheim-geheim-geheim-geheim",
    OIDC_CLIENT_SECRET: "geheim",
    SMTP_URL: "smtps://ada:geheim@smtp.example.com",
    DATABASE_URL: "postgres://user:geheim@db.example.com:5433/database?sslmode=require&password=geheim",
    DATABASE_MIGRATE_URL: "postgres://geheim broken",
  };
  const settings = listSettings({ PORT: "4000" }, { ...secrets, PORT: "5000" });
  expect(JSON.stringify(settings)).not.toContain("geheim");
  expect(settings).toContainEqual({ name: "PORT", value: "4000", from: "environment" });
  expect(settings).toContainEqual({
    name: "DATABASE_URL",
    value: "postgres://user:••••@db.example.com:5433/database?sslmode=require&password=••••",
    from: ".env",
  });
  expect(settings).toContainEqual({ name: "PASSWORD_MIN_LENGTH", value: "8", from: "default" });
});
