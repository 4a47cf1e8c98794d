import { isIP } from "node:net";
import { StringEnum } from "@cafe-app-ai/shared/common";
import { findErrors } from "@cafe-app-ai/shared/validation";
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { isGuessable } from "./guessable-secret.ts";

const integer = (minimum: number, maximum: number, value: number) => Type.Integer({ minimum, maximum, default: value });
const optionalString = (pattern: string, errorMessage: string) => Type.Optional(Type.String({ pattern, errorMessage }));

/** The environment variables the server reads, with their defaults in development. */
const EnvironmentSchema = Type.Object({
  NODE_ENV: StringEnum(["development", "test", "production"], { default: "development" }),
  HOST: Type.Optional(Type.String()),
  PORT: integer(0, 65_535, 3000),
  DATABASE_URL: optionalString("^postgres(ql)?://", "Must be a postgres:// URL"),
  DATABASE_POOL_MAX: integer(1, 1000, 10),
  DATABASE_MIGRATE_URL: optionalString("^postgres(ql)?://", "Must be a postgres:// URL"),
  DATABASE_PREPARED_STATEMENTS: Type.Boolean({ default: true }),
  CLIENT_ORIGIN: Type.String({ default: "http://localhost:5173" }),
  API_URL: Type.String({ default: "http://localhost:3000" }),
  AUTH_SECRET: Type.Optional(Type.String()),
  SMTP_URL: Type.Optional(
    Type.String({
      pattern: "^smtps?://[^/?#]",
      format: "uri",
      errorMessage: "Must be an smtp:// or smtps:// URL",
    }),
  ),
  SMTP_REQUIRE_TLS: Type.Boolean({ default: true }),
  MAIL_FROM: optionalString("^[^\\r\\n]*[^\\s<>@]@[^\\s<>@]+>?$", "Must be an email, such as Cafe <cafe@example.com>"),
  EMAIL_VERIFICATION: StringEnum(["optional", "required"], { default: "optional" }),
  OIDC_ISSUER: Type.Optional(Type.String()),
  OIDC_CLIENT_ID: Type.Optional(Type.String()),
  OIDC_CLIENT_SECRET: Type.Optional(Type.String()),
  OIDC_NAME: Type.Optional(Type.String({ maxLength: 40 })),
  SESSION_IDLE_SECONDS: integer(1, 31_536_000, 604_800),
  SESSION_MAX_SECONDS: integer(1, 31_536_000, 2_592_000),
  LOGIN_ATTEMPTS_PER_ACCOUNT: integer(1, 1_000_000, 10),
  AUTH_REQUESTS_PER_ADDRESS: integer(1, 1_000_000, 60),
  PASSWORD_MIN_LENGTH: integer(8, 64, 8),
  TRUST_PROXY: Type.Optional(Type.String()),
  COOKIE_DOMAIN: optionalString("^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*$", "Must be a domain, such as example.com"),
  COOKIE_SECURE: Type.Boolean({ default: true }),
  METRICS_PORT: integer(0, 65_535, 9464),
  LOG_LEVEL: StringEnum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], { default: "info" }),
});
type Environment = Static<typeof EnvironmentSchema>;
type Report = (name: keyof Environment, message: string) => void;

const AUTH_SECRET_MIN_LENGTH = 32;

/** Settings that are wrong, one line each. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly errors: string[];

  constructor(errors: string[]) {
    super(errors.join("\n"));
    this.errors = errors;
  }
}

export type Config = ReturnType<typeof readConfig>;

/**
 * The server's settings from environment variables; a variable that is empty counts as unset.
 *
 * `databaseUrl` is undefined and `authSecrets` empty only outside production: development supplies its own.
 * @throws ConfigError naming every error
 */
export function readConfig(variables: NodeJS.ProcessEnv) {
  const errors: string[] = [];
  const report: Report = (name, message) => errors.push(`${name}: ${message}`);
  const environment = parseEnvironment(variables, report);
  const production = environment.NODE_ENV === "production";

  const clientOrigins = commaSeparated(environment.CLIENT_ORIGIN);
  if (clientOrigins.length === 0) report("CLIENT_ORIGIN", "Must name at least one origin");
  for (const origin of clientOrigins) checkOrigin(origin, production, (message) => report("CLIENT_ORIGIN", message));
  const host = environment.HOST ?? (production ? "0.0.0.0" : "localhost");
  const apiUrl = environment.API_URL.replace(/\/$/, "");
  checkOrigin(apiUrl, production, (message) => report("API_URL", message));

  // each encrypts under a number of its own, so one that is named twice counts once
  const authSecrets = [...new Set(commaSeparated(environment.AUTH_SECRET))];
  if (authSecrets.some((secret) => secret.length < AUTH_SECRET_MIN_LENGTH)) {
    report("AUTH_SECRET", `Each secret must have at least ${AUTH_SECRET_MIN_LENGTH} characters`);
  }

  if (environment.DATABASE_MIGRATE_URL && !environment.DATABASE_URL) {
    report("DATABASE_MIGRATE_URL", "Needs DATABASE_URL");
  }

  if (production) {
    for (const name of ["DATABASE_URL", "CLIENT_ORIGIN", "API_URL", "AUTH_SECRET"] as const) {
      if (!variables[name]) report(name, "Required in production");
    }
    if (authSecrets.some((secret) => secret.length >= AUTH_SECRET_MIN_LENGTH && isGuessable(secret))) {
      report("AUTH_SECRET", "Too easily guessed: make one with openssl rand -hex 32");
    }
    if (!environment.COOKIE_SECURE) report("COOKIE_SECURE", "Must be true in production");
    if (environment.EMAIL_VERIFICATION === "required" && !environment.SMTP_URL) {
      report("EMAIL_VERIFICATION", "Needs SMTP_URL in production");
    }
  }

  const provider = readOidc(environment, production, report);

  const trustProxy = parseTrustProxy(environment.TRUST_PROXY);
  if (trustProxy === null) report("TRUST_PROXY", "Must be a number of proxies, or their IP addresses");

  if (errors.length > 0) throw new ConfigError(errors);
  return {
    production,
    host,
    /** Nobody but this machine reaches the server, so it may show the emails that it would have sent. */
    inbox: !production && isThisMachine(host),
    port: environment.PORT,
    databaseUrl: environment.DATABASE_URL,
    databasePoolMax: environment.DATABASE_POOL_MAX,
    /** Past a pooler, where there is one. */
    databaseMigrateUrl: environment.DATABASE_MIGRATE_URL ?? environment.DATABASE_URL,
    databasePreparedStatements: environment.DATABASE_PREPARED_STATEMENTS,
    clientOrigins,
    apiUrl,
    authSecrets,
    smtpUrl: environment.SMTP_URL,
    smtpRequireTls: environment.SMTP_REQUIRE_TLS,
    mailFrom: environment.MAIL_FROM ?? `no-reply@${hostOf(clientOrigins[0])}`,
    provider,
    emailVerificationRequired: environment.EMAIL_VERIFICATION === "required",
    sessionIdleSeconds: environment.SESSION_IDLE_SECONDS,
    sessionMaxSeconds: environment.SESSION_MAX_SECONDS,
    loginAttemptsPerAccount: environment.LOGIN_ATTEMPTS_PER_ACCOUNT,
    authRequestsPerIp: environment.AUTH_REQUESTS_PER_ADDRESS,
    passwordMinLength: environment.PASSWORD_MIN_LENGTH,
    trustProxy: trustProxy ?? false,
    cookieDomain: environment.COOKIE_DOMAIN,
    cookieSecure: environment.COOKIE_SECURE,
    logLevel: environment.LOG_LEVEL,
    // readable lines for a person at a terminal, JSON for everything that collects logs
    logPretty: environment.NODE_ENV === "development",
  };
}

/** The OpenID Connect provider to sign in with, or undefined: all of its settings are given, or none. */
function readOidc(environment: Environment, production: boolean, report: Report) {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = environment;
  if (!OIDC_ISSUER && !OIDC_CLIENT_ID && !OIDC_CLIENT_SECRET) return undefined;
  for (const name of ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const) {
    if (!environment[name]) report(name, "Needed where the others of the provider are set");
  }
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return undefined;
  const url = URL.canParse(OIDC_ISSUER) ? new URL(OIDC_ISSUER) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    report("OIDC_ISSUER", "Must be a URL, such as https://accounts.example.com");
  } else if (production && url.protocol === "http:" && !LOCAL_HOSTS.includes(url.hostname)) {
    report("OIDC_ISSUER", "Must be https in production");
  }
  return {
    issuer: OIDC_ISSUER.replace(/\/$/, ""),
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: OIDC_NAME ?? url?.hostname ?? "",
  };
}

const hostOf = (origin = "") => (URL.canParse(origin) ? new URL(origin).hostname : "localhost");

function parseEnvironment(variables: NodeJS.ProcessEnv, report: Report): Environment {
  const settings = Object.entries(EnvironmentSchema.properties);
  const given = Object.fromEntries(settings.map(([name, { type }]) => [name, convert(type, variables[name])]));
  const environment = Value.Default(EnvironmentSchema, given);
  for (const { path, message } of findErrors(EnvironmentSchema, environment)) {
    report(path.slice(1) as keyof Environment, message);
  }
  // what is wrong in it has been reported, and is read only to report the rest
  return environment as Environment;
}

/** The text as its setting's type. What does not fit stays text, and is refused; `Value.Convert` reads 1.5 as 1. */
function convert(type: string, text: string | undefined) {
  if (!text) return undefined;
  if (type === "integer" && /^-?\d+$/.test(text)) return Number(text);
  if (type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

const commaSeparated = (list = "") =>
  list
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Names of this machine, as they stand in a URL. */
export const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

const isThisMachine = (host: string) => LOCAL_HOSTS.includes(host) || host === "::1" || /^127(\.\d+){3}$/.test(host);

function checkOrigin(origin: string, production: boolean, report: (message: string) => void): void {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  // a pattern would pass for a host name, and match nothing
  if (url?.origin !== origin || !/^https?:$/.test(url.protocol) || origin.includes("*")) {
    report(`"${origin}" is no origin: write it as https://app.example.com`);
  } else if (production && url.protocol === "http:" && !LOCAL_HOSTS.includes(url.hostname)) {
    report(`"${origin}" must be https in production`);
  }
}

type TrustProxy = ((address: string, hop: number) => boolean) | string[];

/** What Fastify's `trustProxy` takes, or null for an error. It never takes "everything": that would believe anyone. */
function parseTrustProxy(value: string | undefined): TrustProxy | undefined | null {
  if (value === undefined) return undefined;
  // as a function, because Fastify 5 reads a plain number as "trust nobody"
  if (/^\d{1,2}$/.test(value)) return (_address, hop) => hop < Number(value);
  const addresses = commaSeparated(value);
  const known = addresses.every((address) => {
    const [ip = "", prefix, ...rest] = address.split("/");
    const bits = isIP(ip) === 6 ? 128 : 32;
    const prefixFits = prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= bits);
    return (
      rest.length === 0 && (["loopback", "linklocal", "uniquelocal"].includes(address) || (isIP(ip) > 0 && prefixFits))
    );
  });
  return known && addresses.length > 0 ? addresses : null;
}
