import { checkEnvironment, withoutSlash } from "./config/check-environment.ts";
import { commaSeparated, parseEnvironment, type Report } from "./config/environment.ts";
import { readOidc } from "./config/oidc.ts";
import { hostOf, isThisMachine } from "./config/origin.ts";
import { parseTrustProxy } from "./config/trust-proxy.ts";

/** The settings' errors, one line each. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly errors: string[];

  constructor(errors: string[]) {
    super(errors.join("\n"));
    this.errors = errors;
  }
}

/** Why the settings are refused, one line each; empty if they're valid. */
export function findConfigErrors(variables: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.errors;
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
  checkEnvironment(environment, variables, report);
  const production = environment.NODE_ENV === "production";
  const provider = readOidc(environment, production, report);
  const trustProxy = parseTrustProxy(environment.TRUST_PROXY, report);
  if (errors.length > 0) throw new ConfigError(errors);

  const host = environment.HOST ?? (production ? "0.0.0.0" : "localhost");
  const clientOrigins = commaSeparated(environment.CLIENT_ORIGIN);
  return {
    production,
    host,
    /** Only this machine can reach the server, so it may show the emails it would have sent. */
    inbox: !production && isThisMachine(host),
    port: environment.PORT,
    databaseUrl: environment.DATABASE_URL,
    databasePoolMax: environment.DATABASE_POOL_MAX,
    /** Bypasses the pooler, if there is one. */
    databaseMigrateUrl: environment.DATABASE_MIGRATE_URL ?? environment.DATABASE_URL,
    databasePreparedStatements: environment.DATABASE_PREPARED_STATEMENTS,
    clientOrigins,
    apiUrl: withoutSlash(environment.API_URL),
    /** Each encrypts under its own number, so a duplicate counts once. */
    authSecrets: [...new Set(commaSeparated(environment.AUTH_SECRET))],
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
    trustProxy,
    cookieDomain: environment.COOKIE_DOMAIN,
    cookieSecure: environment.COOKIE_SECURE,
    metricsPort: environment.METRICS_PORT,
    otlpEndpoint: environment.OTEL_EXPORTER_OTLP_ENDPOINT && withoutSlash(environment.OTEL_EXPORTER_OTLP_ENDPOINT),
    sentryDsn: environment.SENTRY_DSN,
    logLevel: environment.LOG_LEVEL,
    // readable lines at a terminal, JSON for log collectors
    logPretty: environment.NODE_ENV === "development",
  };
}
