import { StringEnum } from "@cafe-app-ai/shared/common";
import { SENTRY_DSN_PATTERN } from "@cafe-app-ai/shared/sentry";
import { findErrors } from "@cafe-app-ai/shared/validation";
import { FormatRegistry, type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { convertText } from "../convert-text.ts";
import { isConnectionUrl } from "./connection-url.ts";

const integer = (minimum: number, maximum: number, value: number) => Type.Integer({ minimum, maximum, default: value });
const optionalString = (pattern: string, errorMessage: string) => Type.Optional(Type.String({ pattern, errorMessage }));

FormatRegistry.Set("connection-url", isConnectionUrl);
const connectionUrl = (pattern: string, example: string) =>
  Type.Optional(
    Type.String({
      pattern,
      format: "connection-url",
      errorMessage: `Must be a URL, such as ${example}. Percent-encode special characters in the password.`,
    }),
  );
const databaseUrl = connectionUrl("^postgres(ql)?://(?!/?$)", "postgres://user:password@host:5432/database");

/** The environment variables the server reads, with their defaults in development. */
export const EnvironmentSchema = Type.Object({
  NODE_ENV: StringEnum(["development", "test", "production"], { default: "development" }),
  HOST: Type.Optional(Type.String()),
  PORT: integer(0, 65_535, 3000),
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_MAX: integer(1, 1000, 10),
  DATABASE_MIGRATE_URL: databaseUrl,
  DATABASE_PREPARED_STATEMENTS: Type.Boolean({ default: true }),
  CLIENT_ORIGIN: Type.String({ default: "http://localhost:5173" }),
  API_URL: Type.String({ default: "http://localhost:3000" }),
  AUTH_SECRET: Type.Optional(Type.String()),
  SMTP_URL: connectionUrl("^smtps?://[^/?#]", "smtps://user:password@smtp.example.com"),
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
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(
    Type.String({ pattern: "^https?://[^/?#]", format: "uri", errorMessage: "Must be an http:// or https:// URL" }),
  ),
  SENTRY_DSN: optionalString(SENTRY_DSN_PATTERN, "Must be a DSN, such as https://key@example.com/1"),
  LOG_LEVEL: StringEnum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], { default: "info" }),
});
export type Environment = Static<typeof EnvironmentSchema>;
/** Notes what is wrong with a setting. */
export type Report = (name: keyof Environment, message: string) => void;

/** The settings as their types, with the defaults of development. */
export function parseEnvironment(variables: NodeJS.ProcessEnv, report: Report): Environment {
  const settings = Object.entries(EnvironmentSchema.properties);
  const given = Object.fromEntries(
    settings.map(([name, { type }]) => {
      const text = variables[name];
      // only spaces are nothing
      return [name, text?.trim() ? convertText(type, text) : undefined];
    }),
  );
  const environment = Value.Default(EnvironmentSchema, given);
  for (const { path, message } of findErrors(EnvironmentSchema, environment)) {
    report(path.slice(1) as keyof Environment, message);
  }
  // what is wrong in it has been reported, and is read only to report the rest
  return environment as Environment;
}

/** The parts of a list such as `a, b`. */
export const commaSeparated = (list = "") =>
  list
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
