import { describe, expect, it } from "vitest";
import { findConfigErrors, readConfig } from "./config.ts";
import { PRODUCTION_SETTINGS } from "./test/production-settings.ts";

const SECRET = "k3Vd8yQm1xTzR6wJ0pLs9bNf4hGc7aUe";
const production = { ...PRODUCTION_SETTINGS, DATABASE_URL: "postgres://cafe@database/cafe", AUTH_SECRET: SECRET };

it("needs nothing in development", () => {
  expect(readConfig({})).toMatchObject({
    production: false,
    host: "localhost",
    inbox: true,
    port: 3000,
    databaseUrl: undefined,
    databasePoolMax: 10,
    clientOrigins: ["http://localhost:5173"],
    apiUrl: "http://localhost:3000",
    authSecrets: [],
    emailVerificationRequired: false,
    sessionIdleSeconds: 604_800,
    sessionMaxSeconds: 2_592_000,
    passwordMinLength: 8,
    trustProxy: false,
    cookieDomain: undefined,
    cookieSecure: true,
    logLevel: "info",
  });
});

it("counts a secret that is named twice once", () => {
  const [first, second] = ["a".repeat(32), "b".repeat(32)];
  expect(readConfig({ AUTH_SECRET: `${first},${second},${first}` }).authSecrets).toEqual([first, second]);
});

it("sends mail from the app's own host where nothing else is said", () => {
  expect(readConfig({ CLIENT_ORIGIN: "https://app.example.com" }).mailFrom).toBe("no-reply@app.example.com");
});

it("reads every variable", () => {
  const config = readConfig({
    ...production,
    HOST: "127.0.0.1",
    PORT: "8080",
    DATABASE_POOL_MAX: "25",
    DATABASE_MIGRATE_URL: "postgres://owner@database/cafe",
    DATABASE_PREPARED_STATEMENTS: "false",
    SMTP_URL: "smtp://mail.example.com",
    MAIL_FROM: "cafe@example.com",
    EMAIL_VERIFICATION: "required",
    SESSION_IDLE_SECONDS: "3600",
    SESSION_MAX_SECONDS: "7200",
    LOGIN_ATTEMPTS_PER_ACCOUNT: "5",
    AUTH_REQUESTS_PER_ADDRESS: "30",
    PASSWORD_MIN_LENGTH: "15",
    COOKIE_DOMAIN: "example.com",
    COOKIE_SECURE: "true",
    METRICS_PORT: "0",
    LOG_LEVEL: "warn",
  });
  expect(config).toMatchObject({
    production: true,
    host: "127.0.0.1",
    port: 8080,
    databaseUrl: production.DATABASE_URL,
    databasePoolMax: 25,
    databaseMigrateUrl: "postgres://owner@database/cafe",
    databasePreparedStatements: false,
    clientOrigins: [production.CLIENT_ORIGIN],
    apiUrl: production.API_URL,
    authSecrets: [SECRET],
    emailVerificationRequired: true,
    sessionIdleSeconds: 3600,
    sessionMaxSeconds: 7200,
    passwordMinLength: 15,
    cookieDomain: "example.com",
    cookieSecure: true,
    logLevel: "warn",
  });
});

it.each(["", " "])("takes a variable that is %j for one that is not set", (empty) => {
  const names = [
    "PORT",
    "DATABASE_URL",
    "CLIENT_ORIGIN",
    "AUTH_SECRET",
    "TRUST_PROXY",
    "COOKIE_DOMAIN",
    "COOKIE_SECURE",
    "LOG_LEVEL",
    "SMTP_URL",
  ];
  const { trustProxy, ...config } = readConfig(Object.fromEntries(names.map((name) => [name, empty])));
  expect({ trustProxy, ...config }).toEqual(readConfig({}));
});

it("has no use for variables of others", () => {
  expect(findConfigErrors({ PATH: "/bin", npm_config_port: "x", __proto__: "x" })).toEqual([]);
});

describe("a list", () => {
  it("is separated by commas, with or without spaces", () => {
    const { clientOrigins } = readConfig({
      CLIENT_ORIGIN: "https://a.example.com, https://b.example.com ,http://localhost:5173,",
    });
    expect(clientOrigins).toEqual(["https://a.example.com", "https://b.example.com", "http://localhost:5173"]);
    expect(readConfig({ AUTH_SECRET: `${SECRET}, ${SECRET}2` }).authSecrets).toEqual([SECRET, `${SECRET}2`]);
  });
});

it("takes the API's URL with a slash at its end", () => {
  expect(readConfig({ API_URL: "https://api.example.com/" }).apiUrl).toBe("https://api.example.com");
});

describe("a setting that is wrong", () => {
  it.each([
    ["NODE_ENV", "prod"],
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "3000.5"],
    ["DATABASE_URL", "mysql://localhost/cafe"],
    ["DATABASE_URL", "localhost:5432"],
    ["DATABASE_URL", "postgres://"],
    ["DATABASE_URL", "postgres://user:pa#ss@host/database"],
    ["DATABASE_URL", "postgres://user:12#ss@host/database"],
    ["DATABASE_URL", "postgres://user:12/ss@host/database"],
    ["DATABASE_URL", "postgres://user:12?ss@host/database"],
    ["DATABASE_URL", "postgres://user:100%sure@host/database"],
    ["DATABASE_URL", "postgres://host:99999/database"],
    ["DATABASE_URL", "postgres://host:notaport/database"],
    ["DATABASE_POOL_MAX", "0"],
    ["DATABASE_MIGRATE_URL", "postgres://localhost/cafe"],
    ["DATABASE_PREPARED_STATEMENTS", "maybe"],
    ["CLIENT_ORIGIN", ","],
    ["CLIENT_ORIGIN", "*"],
    ["CLIENT_ORIGIN", "null"],
    ["CLIENT_ORIGIN", "app.example.com"],
    ["CLIENT_ORIGIN", "https://app.example.com/"],
    ["CLIENT_ORIGIN", "https://app.example.com/path"],
    ["CLIENT_ORIGIN", "https://APP.example.com"],
    ["CLIENT_ORIGIN", "https://app.example.com:443"],
    ["CLIENT_ORIGIN", "https://*.example.com"],
    ["CLIENT_ORIGIN", "ftp://app.example.com"],
    ["CLIENT_ORIGIN", "https://app.example.com,nonsense"],
    ["API_URL", "api.example.com"],
    ["API_URL", "https://api.example.com/v1"],
    ["AUTH_SECRET", "too short"],
    ["AUTH_SECRET", `${SECRET},too short`],
    ["SMTP_URL", "mail.example.com"],
    ["SMTP_URL", "smtp://"],
    ["SMTP_URL", "smtp://mail.example.com:many"],
    ["SMTP_URL", "smtp://user:password@"],
    ["SMTP_URL", "smtp://user:password@/"],
    ["SMTP_URL", "smtp://user:100%sure@mail.example.com"],
    ["SMTP_URL", "smtp://user:12#ss@mail.example.com"],
    ["MAIL_FROM", "cafe"],
    ["MAIL_FROM", "Cafe <cafe@example.com>\r\nBcc: all@example.com"],
    ["EMAIL_VERIFICATION", "yes"],
    ["SESSION_IDLE_SECONDS", "0"],
    ["SESSION_IDLE_SECONDS", "a week"],
    ["SESSION_MAX_SECONDS", "1e99"],
    ["LOGIN_ATTEMPTS_PER_ACCOUNT", "0"],
    ["AUTH_REQUESTS_PER_ADDRESS", "-5"],
    ["PASSWORD_MIN_LENGTH", "7"],
    ["PASSWORD_MIN_LENGTH", "65"],
    ["TRUST_PROXY", "true"],
    ["TRUST_PROXY", "-1"],
    ["TRUST_PROXY", "*"],
    ["TRUST_PROXY", "0.0.0.0/0"],
    ["TRUST_PROXY", "::/0"],
    ["TRUST_PROXY", "10.0.0.0/33"],
    ["TRUST_PROXY", "10.0.0.1,proxy.internal"],
    ["COOKIE_DOMAIN", "https://example.com"],
    ["COOKIE_DOMAIN", "example.com; Secure"],
    ["COOKIE_SECURE", "maybe"],
    ["METRICS_PORT", "70000"],
    ["METRICS_PORT", "3000"],
    ["LOG_LEVEL", "verbose"],
  ])("is refused with one line: %s=%s", (name, value) => {
    expect(findConfigErrors({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: \\S.+$`))]);
  });

  it("does not hide the others", () => {
    const names = findConfigErrors({ PORT: "http", LOG_LEVEL: "verbose", CLIENT_ORIGIN: "*", AUTH_SECRET: "short" });
    expect(names.map((line) => line.split(":")[0]).sort()).toEqual([
      "AUTH_SECRET",
      "CLIENT_ORIGIN",
      "LOG_LEVEL",
      "PORT",
    ]);
  });

  it("is not shown where it is a secret", () => {
    const lines = findConfigErrors({
      AUTH_SECRET: "hunter2",
      DATABASE_URL: "mysql://cafe:hunter2@database/cafe",
      SMTP_URL: "ada:hunter2@mail",
    });
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain("hunter2");
  });
});

describe("where the server listens", () => {
  it("is this machine in development, and everywhere in production", () => {
    expect(readConfig({})).toMatchObject({ host: "localhost", inbox: true });
    expect(readConfig(production)).toMatchObject({ host: "0.0.0.0", inbox: false });
  });

  it.each(["localhost", "127.0.0.1", "127.0.1.1", "::1"])("may be %s for a development that has an inbox", (HOST) => {
    expect(readConfig({ HOST })).toMatchObject({ host: HOST, inbox: true });
    expect(readConfig({ ...production, HOST }).inbox).toBe(false);
  });

  it.each(["0.0.0.0", "::", "192.168.1.4", "127.0.0.1.example.com", "example.com"])(
    "costs development its inbox where it is %s",
    (HOST) => {
      expect(readConfig({ HOST }).inbox).toBe(false);
    },
  );
});

it("migrates where it serves, unless another URL is set for it", () => {
  expect(readConfig(production).databaseMigrateUrl).toBe(production.DATABASE_URL);
  expect(readConfig({}).databaseMigrateUrl).toBeUndefined();
});

describe("the provider", () => {
  const provider = {
    OIDC_ISSUER: "https://accounts.example.com/",
    OIDC_CLIENT_ID: "cafe",
    OIDC_CLIENT_SECRET: "a secret",
    OIDC_NAME: "Example",
  };

  it("is read, its URL without a slash at the end", () => {
    expect(readConfig({ ...production, ...provider }).provider).toEqual({
      issuer: "https://accounts.example.com",
      clientId: "cafe",
      clientSecret: "a secret",
      name: "Example",
    });
  });

  it("is called by its host's name where it has none", () => {
    expect(readConfig({ ...provider, OIDC_NAME: "" }).provider?.name).toBe("accounts.example.com");
  });

  it("is none where nothing of it is set, or its name alone", () => {
    expect(readConfig({}).provider).toBeUndefined();
    expect(readConfig({ OIDC_NAME: "Example" }).provider).toBeUndefined();
  });

  it.each(["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])("is refused without %s", (name) => {
    const lines = findConfigErrors({ ...provider, [name]: "" });
    expect(lines).toEqual([`${name}: Required when the other OIDC settings are set`]);
  });

  it.each(["accounts.example.com", "ftp://accounts.example.com", "https://accounts.example.com/?a=b"])(
    "is refused at %s",
    (issuer) => {
      expect(findConfigErrors({ ...provider, OIDC_ISSUER: issuer })).toEqual([expect.stringMatching(/^OIDC_ISSUER: /)]);
    },
  );

  it("speaks https in production, but for one on the same machine", () => {
    const at = (issuer: string) => findConfigErrors({ ...production, ...provider, OIDC_ISSUER: issuer });
    expect(at("http://accounts.example.com")).toEqual(["OIDC_ISSUER: Must be https in production"]);
    expect(at("http://127.0.0.1:8080")).toEqual([]);
    expect(findConfigErrors({ ...provider, OIDC_ISSUER: "http://accounts.example.com" })).toEqual([]);
  });

  it("is not shown where it is a secret", () => {
    expect(findConfigErrors({ ...provider, OIDC_ISSUER: "x", OIDC_CLIENT_SECRET: "hunter2" }).join()).not.toContain(
      "hunter2",
    );
  });
});

describe("TRUST_PROXY", () => {
  it("as a number trusts so many hops", () => {
    const { trustProxy } = readConfig({ TRUST_PROXY: "2" });
    const trusted = [0, 1, 2, 3].map((hop) => typeof trustProxy === "function" && trustProxy("203.0.113.9", hop));
    expect(trusted).toEqual([true, true, false, false]);
  });

  it("may be IP addresses, networks and their names", () => {
    const list = "10.0.0.1, 192.168.0.0/16, fd00::/8, ::1, loopback, uniquelocal";
    expect(readConfig({ TRUST_PROXY: list }).trustProxy).toEqual(list.split(", "));
  });
});
