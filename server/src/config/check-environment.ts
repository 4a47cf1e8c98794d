import { commaSeparated, type Environment, type Report } from "./environment.ts";
import { isGuessable } from "./guessable-secret.ts";
import { checkOrigin } from "./origin.ts";

const AUTH_SECRET_MIN_LENGTH = 32;

/** What no setting shows by itself: whether they fit together, and whether they are fit for production. */
export function checkEnvironment(environment: Environment, variables: NodeJS.ProcessEnv, report: Report): void {
  const production = environment.NODE_ENV === "production";
  const clientOrigins = commaSeparated(environment.CLIENT_ORIGIN);
  if (clientOrigins.length === 0) report("CLIENT_ORIGIN", "Must name at least one origin");
  for (const origin of clientOrigins) checkOrigin(origin, production, (message) => report("CLIENT_ORIGIN", message));
  checkOrigin(withoutSlash(environment.API_URL), production, (message) => report("API_URL", message));
  const secrets = commaSeparated(environment.AUTH_SECRET);
  if (secrets.some((secret) => secret.length < AUTH_SECRET_MIN_LENGTH)) {
    report("AUTH_SECRET", `Each secret must have at least ${AUTH_SECRET_MIN_LENGTH} characters`);
  }
  if (environment.DATABASE_MIGRATE_URL && !environment.DATABASE_URL) {
    report("DATABASE_MIGRATE_URL", "Needs DATABASE_URL");
  }
  if (environment.METRICS_PORT !== 0 && environment.METRICS_PORT === environment.PORT) {
    report("METRICS_PORT", "Must not be the same as PORT");
  }
  if (production) checkProduction(environment, variables, report);
}

function checkProduction(environment: Environment, variables: NodeJS.ProcessEnv, report: Report): void {
  for (const name of ["DATABASE_URL", "CLIENT_ORIGIN", "API_URL"] as const) {
    if (!variables[name]?.trim()) report(name, "Required in production");
  }
  // "$NEW,$OLD" is a comma if neither is set
  if (commaSeparated(environment.AUTH_SECRET).length === 0) report("AUTH_SECRET", "Required in production");
  const longEnough = commaSeparated(environment.AUTH_SECRET).filter(({ length }) => length >= AUTH_SECRET_MIN_LENGTH);
  if (longEnough.some(isGuessable)) {
    report("AUTH_SECRET", "Too easy to guess. Generate one with openssl rand -hex 32");
  }
  if (!environment.COOKIE_SECURE) report("COOKIE_SECURE", "Must be true in production");
  if (environment.EMAIL_VERIFICATION === "required" && !environment.SMTP_URL) {
    report("EMAIL_VERIFICATION", "Needs SMTP_URL in production");
  }
}

export const withoutSlash = (url: string) => url.replace(/\/$/, "");
