import { createHash } from "node:crypto";
import { PASSWORD_MAX_LENGTH } from "@cafe-app-ai/shared/auth/common";
import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { type BetterAuthPlugin, betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor } from "better-auth/plugins";
import { DrizzleQueryError } from "drizzle-orm";
import type { FastifyBaseLogger } from "fastify";
import fp from "fastify-plugin";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { isDatabaseUnavailable } from "../../database/errors.ts";
import * as schema from "../../database/schema.ts";
import { serializeError } from "../../logging.ts";
import { sessionCookie, type signInCookie } from "../../session/cookie.ts";
import { hashPassword, verifyPassword } from "../password/hash.ts";
import { callContext, joinable } from "./call-context.ts";
import { CHALLENGE_SECONDS, oauthStateCookie, passkeyCookie, twoFactorCookie } from "./cookies.ts";
import { CLIENT_IP_HEADER } from "./headers.ts";
import { PASSKEY_COOKIE, passkeyPlugin } from "./passkey-plugin.ts";
import { newRecoveryCodes } from "./recovery-codes.ts";

export type Auth = ReturnType<typeof createBetterAuth>;

declare module "fastify" {
  interface FastifyInstance {
    auth: Auth;
  }
}

export const betterAuthPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    app.decorate("auth", createBetterAuth(config, app.db, app.log));
  },
  { name: "better-auth", dependencies: ["database"] },
);

/**
 * Better Auth with our tables and passwords, called as `auth.api.*` from our routes, which supply what only its
 * own HTTP handler has: the origin check, and headers that we build. See docs/decisions/0002.
 */
export function createBetterAuth(
  config: Config,
  db: Database,
  log: FastifyBaseLogger,
  plugins: BetterAuthPlugin[] = [],
) {
  const cookie = sessionCookie(config);
  const cookieOf = ({ name, options }: ReturnType<typeof signInCookie>) => ({ name, attributes: options });
  return betterAuth({
    appName: PRODUCT_NAME,
    baseURL: config.apiUrl,
    trustedOrigins: config.clientOrigins,
    secrets: config.authSecrets.map((value) => ({ version: secretVersion(value), value })),
    database: drizzleAdapter(joinable(db), { provider: "pg", schema, usePlural: true, transaction: true }),
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: config.emailVerificationRequired,
      minPasswordLength: config.passwordMinLength,
      // in UTF-16 units, of which an emoji has two
      maxPasswordLength: 2 * PASSWORD_MAX_LENGTH,
      password: {
        hash: async (password) => callContext().passwordHash ?? hashPassword(password),
        verify: verifyPassword,
      },
    },
    session: {
      expiresIn: Math.min(config.sessionIdleSeconds, config.sessionMaxSeconds),
      cookieCache: { enabled: false },
      // renewal is ours, and so is asking for the password again
      disableSessionRefresh: true,
      freshAge: 0,
    },
    verification: { storeIdentifier: "hashed" },
    account: { encryptOAuthTokens: true },
    plugins: [
      // who has no password shows by a recent sign-in that it is them: auth/password/reauthenticate.ts
      twoFactor({
        issuer: PRODUCT_NAME,
        allowPasswordless: true,
        twoFactorCookieMaxAge: CHALLENGE_SECONDS,
        backupCodeOptions: { customBackupCodesGenerate: newRecoveryCodes },
      }),
      passkeyPlugin(config),
      ...plugins,
    ],
    advanced: {
      database: { generateId: "uuid" },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER], ipv6Subnet: 128 },
      useSecureCookies: false,
      cookies: {
        session_token: { name: cookie.name, attributes: cookie.options },
        two_factor: cookieOf(twoFactorCookie(config)),
        [PASSKEY_COOKIE]: cookieOf(passkeyCookie(config)),
        state: cookieOf(oauthStateCookie(config)),
      },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      // its messages name emails and its arguments hold statements with their values: only errors, without them
      log: (level, _message, ...details) => {
        if (level !== "error") return;
        const error = details.find((detail) => detail instanceof Error);
        const { failure } = callContext();
        if (failure && error && isDatabaseError(error)) failure.error = error;
        else log.warn({ err: error && withoutChallenges(serializeError(error)) }, "Better Auth reported an error");
      },
    },
  });
}

const isDatabaseError = (error: Error) => error instanceof DrizzleQueryError || isDatabaseUnavailable(error);

/** A passkey that signed another challenge is reported with both. */
const withoutChallenges = <E extends { message: string; stack: string }>(error: E): E => {
  const shorten = (text: string) => text.replaceAll(/[\w-]{43,}/g, "…");
  return { ...error, message: shorten(error.message), stack: shorten(error.stack) };
};

/**
 * What is encrypted names the secret it was encrypted with by a number. One made from the secret stays the same
 * wherever in the list the secret stands.
 */
const secretVersion = (secret: string) => createHash("sha256").update(secret).digest().readUInt32BE();
