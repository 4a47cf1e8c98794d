import type { SecondFactorSetup } from "@cafe-app-ai/shared/account";
import { eq } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { isUniqueViolation } from "../../database/errors.ts";
import { users } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { verifySessionToken } from "../../plugins/session-token.ts";
import { callSignedIn, type Refusals, sessionEnded } from "../call-better-auth.ts";
import { readSetCookie } from "../credentials.ts";
import { checkCode, wrongCode } from "./second-factor.ts";

type App = Pick<FastifyInstance, "auth" | "credentialLimits" | "db" | "sessions">;

/**
 * Makes a secret for the caller's app. Nothing is on before a code confirms it; starting again makes another.
 * @throws ApiError CONFLICT where it is on already
 */
export async function setUpSecondFactor(
  app: App,
  request: FastifyRequest,
  password: string | undefined,
): Promise<SecondFactorSetup> {
  await requireSecondFactor(app.db, request.user.id, false);
  try {
    const answer = await callSignedIn(app, request, { refusals: { TOTP_ALREADY_ENABLED: alreadyOn } }, (headers) =>
      app.auth.api.enableTwoFactor({ body: { password, method: "totp" }, headers }),
    );
    if (answer.method !== "totp") throw new Error("Better Auth set up another method");
    const secret = new URL(answer.totpURI).searchParams.get("secret") ?? "";
    return { uri: answer.totpURI, secret, recoveryCodes: answer.backupCodes };
  } catch (error) {
    // another request of the caller's has made one since Better Auth looked
    if (isUniqueViolation(error)) throw new ApiError("CONFLICT", "Setup was started twice. Start again.");
    throw error;
  }
}

/**
 * Turns the second factor on by a code of the app's.
 * @returns the token of the session that takes the place of the caller's
 * @throws ApiError INVALID_CREDENTIALS for a wrong code, CONFLICT where there is nothing to confirm, RATE_LIMITED
 */
export async function confirmSecondFactor(
  app: App,
  config: Pick<Config, "authSecrets">,
  request: FastifyRequest,
  code: string,
): Promise<string> {
  await requireSecondFactor(app.db, request.user.id, false);
  const typed = code.replaceAll(/\s/g, "");
  const { headers } = await checkCode(app.credentialLimits, request.user.id, typed, () =>
    callSignedIn(app, request, { refusals: CONFIRM_REFUSALS }, (headers) =>
      app.auth.api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true }),
    ),
  );
  // another request with another code has turned it on since Better Auth looked
  if (headers.getSetCookie().length === 0) throw alreadyOn();
  return newSession(app, config, headers);
}

/**
 * Turns the second factor off, and forgets the secret and the recovery codes.
 * @returns the token of the session that takes the place of the caller's
 * @throws ApiError CONFLICT where it is off
 */
export async function turnOffSecondFactor(
  app: App,
  config: Pick<Config, "authSecrets">,
  request: FastifyRequest,
  password: string | undefined,
): Promise<string> {
  await requireSecondFactor(app.db, request.user.id, true);
  const { headers } = await callSignedIn(app, request, {}, (headers) =>
    app.auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  );
  return newSession(app, config, headers);
}

/** Makes new recovery codes; the old ones are worth nothing from then on. @throws ApiError CONFLICT where it is off */
export async function renewRecoveryCodes(
  app: App,
  request: FastifyRequest,
  password: string | undefined,
): Promise<string[]> {
  await requireSecondFactor(app.db, request.user.id, true);
  const { backupCodes } = await callSignedIn(app, request, { refusals: { TWO_FACTOR_NOT_ENABLED: off } }, (headers) =>
    app.auth.api.generateBackupCodes({ body: { password }, headers }),
  );
  return backupCodes;
}

async function requireSecondFactor(db: Database, userId: string, expected: boolean): Promise<void> {
  const [user] = await db.select({ on: users.twoFactorEnabled }).from(users).where(eq(users.id, userId));
  if (user?.on === expected) return;
  throw expected ? off() : alreadyOn();
}

const CONFIRM_REFUSALS: Refusals = {
  INVALID_CODE: wrongCode,
  TOTP_NOT_ENABLED: () => new ApiError("CONFLICT", "Set up two-factor authentication first"),
  // it looks for a challenge where the session has ended meanwhile
  INVALID_TWO_FACTOR_COOKIE: sessionEnded,
};

const off = () => new ApiError("CONFLICT", "Two-factor authentication is off");
const alreadyOn = () => new ApiError("CONFLICT", "Two-factor authentication is already on");

/** Better Auth names the new session only in the cookie that it sets. */
function newSession({ auth }: Pick<App, "auth">, { authSecrets }: Pick<Config, "authSecrets">, headers: Headers) {
  const credential = readSetCookie(headers, auth.options.advanced.cookies.session_token.name);
  const token = verifySessionToken(credential, authSecrets);
  if (!token) throw new Error("Better Auth set a session cookie that is not ours");
  return token;
}
