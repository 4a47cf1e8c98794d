import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { FastifyBaseLogger } from "fastify";
import { PASSWORD_MAX_LENGTH } from "shared/auth";
import type { Config } from "../config.ts";
import * as schema from "../database/schema.ts";
import { serializeError } from "../logging.ts";
import type { Database } from "../plugins/database.ts";
import { sessionCookie } from "../plugins/session-cookie.ts";
import { hashPassword, verifyPassword } from "./password.ts";

/** Our own header for the client's address: the usual ones could be the client's invention. */
export const CLIENT_ADDRESS_HEADER = "x-client-address";

export type Auth = ReturnType<typeof createBetterAuth>;

/**
 * Better Auth with our tables and passwords, called as `auth.api.*` from our routes, which supply what only its
 * own HTTP handler has: the origin check, and headers that we build. See docs/decisions/0002.
 */
export function createBetterAuth(config: Config, db: Database, log: FastifyBaseLogger) {
  const cookie = sessionCookie(config);
  const [secret] = config.authSecrets;
  return betterAuth({
    appName: "cafe-app-ai",
    baseURL: config.apiUrl,
    trustedOrigins: config.clientOrigins,
    secret,
    database: drizzleAdapter(db, { provider: "pg", schema, usePlural: true, transaction: true }),
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: config.emailVerificationRequired,
      minPasswordLength: config.passwordMinLength,
      maxPasswordLength: PASSWORD_MAX_LENGTH,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      expiresIn: Math.min(config.sessionIdleSeconds, config.sessionMaxSeconds),
      cookieCache: { enabled: false },
    },
    verification: { storeIdentifier: "hashed" },
    account: { encryptOAuthTokens: true },
    advanced: {
      database: { generateId: "uuid" },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER], ipv6Subnet: 128 },
      useSecureCookies: false,
      cookies: { session_token: { name: cookie.name, attributes: cookie.options } },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      // its messages name addresses and its arguments hold statements with their values: only errors, without them
      log: (level, _message, ...details) => {
        const error = details.find((detail) => detail instanceof Error);
        if (level === "error") log.warn({ err: error && serializeError(error) }, "Better Auth reported an error");
      },
    },
  });
}
