import type { TwoFactorRequired } from "@cafe-app-ai/shared/auth";
import { and, eq } from "drizzle-orm";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { accounts, twoFactors } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError, serviceUnavailable } from "../../errors.ts";
import { tooManyAttempts } from "../../limits/limit-reached.ts";
import { signSessionToken, verifySessionToken } from "../../session/signed-value.ts";
import { recordFailure } from "../activity/record-activity.ts";
import { callBetterAuth, type Refusals } from "../better-auth/call-better-auth.ts";
import { type Auth, CHALLENGE_SECONDS, twoFactorCookie } from "../better-auth/plugin.ts";
import { changeWithNotice } from "../mail/notices.ts";
import { isPage, type StillHolds } from "../sessions/start-session.ts";
import { betterAuthHeaders } from "../sign-up/sign-up.ts";

/** Hands over the challenge that goes with two-factor authentication: a page gets a cookie, so that script never holds it. */
export function askForTwoFactorCode(
  config: Pick<Config, "cookieSecure">,
  challenge: string,
  request: FastifyRequest,
  reply: FastifyReply,
): TwoFactorRequired {
  const page = isPage(request);
  const { name, options } = twoFactorCookie(config);
  if (page) reply.setCookie(name, challenge, { ...options, maxAge: CHALLENGE_SECONDS });
  request.log.info({ event: "two-factor code requested" }, "two-factor code requested");
  return {
    user: null,
    sessionToken: null,
    expiresAt: null,
    twoFactor: {
      challenge: page ? null : challenge,
      expiresAt: new Date(Date.now() + CHALLENGE_SECONDS * 1000).toISOString(),
    },
  };
}

/**
 * Answers a challenge with a code, of the app or a recovery code.
 * @param challenge signed, as the sign-in handed it over
 * @returns the new session's token, which kind of code it was, and what `startSession` looks at again
 * @throws ApiError INVALID_TOKEN for a challenge that is unknown, used or expired, or has seen too many wrong codes;
 *   INVALID_CREDENTIALS for a wrong code; RATE_LIMITED
 */
export async function answerChallenge(
  app: Pick<FastifyInstance, "auth" | "credentialLimits" | "db" | "mail">,
  { authSecrets }: Pick<Config, "authSecrets">,
  { challenge, code }: { challenge: string | undefined; code: string },
  request: FastifyRequest,
): Promise<{ token: string; byRecoveryCode: boolean; stillHolds: StillHolds }> {
  const { auth, credentialLimits, db } = app;
  const identifier = challenge ? verifySessionToken(challenge, authSecrets) : null;
  const userId = identifier && (await findChallenged(auth, identifier));
  if (!userId) throw challengeEnded();
  await refuseWhileLocked(db, userId);
  const asked = await readAuthenticationState(db, userId);
  // only the challenge, in the newest secret's name: with a session, the code would act on that
  const { name } = auth.options.advanced.cookies.two_factor;
  const headers = betterAuthHeaders(request, { [name]: signSessionToken(identifier, authSecrets) });
  // Better Auth says the same of a challenge that has ended and of an attempt that it could not count
  const whyNot = async () => ((await findChallenged(auth, identifier)) ? tryAgain() : challengeEnded());
  const typed = code.replaceAll(/\s/g, "").toLowerCase();
  const byRecoveryCode = typed.includes("-");
  const verify = () =>
    byRecoveryCode
      ? changeWithNotice(app, request, userId, "recovery-code-used", () =>
          auth.api.verifyBackupCode({ body: { code: typed }, headers }),
        )
      : auth.api.verifyTOTP({ body: { code: typed }, headers });
  const noteWrongCode = () => {
    recordFailure(db, request, userId, "code-failed");
    return wrongCode();
  };
  const refusals = { ...REFUSALS, ...wrongCodes(noteWrongCode), INVALID_TWO_FACTOR_COOKIE: whyNot };
  const { token } = await checkCode(credentialLimits, userId, typed, () => callBetterAuth(refusals, verify));
  if (!token) throw new Error("Better Auth did not start a session");
  return { token, byRecoveryCode, stillHolds: async (tx) => asked === (await readAuthenticationState(tx, userId)) };
}

/** What the challenge was made for: the password, where there is one, and two-factor authentication. */
async function readAuthenticationState(db: Database | Transaction, userId: string): Promise<string> {
  const [row] = await db
    .select({ password: accounts.password, secret: twoFactors.secret })
    .from(twoFactors)
    .leftJoin(accounts, and(eq(accounts.userId, twoFactors.userId), eq(accounts.providerId, "credential")))
    .where(eq(twoFactors.userId, userId));
  return `${row?.password} ${row?.secret}`;
}

/**
 * Lets Better Auth check somebody's code, once for each code. Wrong ones count against the account's two-factor codes
 * before they are checked: Better Auth counts only at sign-in, and too late for many at once.
 * @throws ApiError INVALID_CREDENTIALS for a used code, RATE_LIMITED
 */
export function checkCode<T>(
  credentialLimits: FastifyInstance["credentialLimits"],
  userId: string,
  code: string,
  check: () => Promise<T>,
): Promise<T> {
  return credentialLimits.attempt(`two-factor of ${userId}`, () => credentialLimits.acceptOnce(userId, code, check));
}

export const wrongCode = () => new ApiError("INVALID_CREDENTIALS", "Incorrect code");
const challengeEnded = () =>
  new ApiError("INVALID_TOKEN", "This took too long, or there were too many wrong codes. Sign in again.");
const tryAgain = () => serviceUnavailable("The code couldn't be checked. Try again in a moment.");

const wrongCodes = (refuse: () => ApiError): Refusals => ({ INVALID_CODE: refuse, INVALID_BACKUP_CODE: refuse });
const REFUSALS: Refusals = {
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: challengeEnded,
  // turned off since
  TOTP_NOT_ENABLED: challengeEnded,
  BACKUP_CODES_NOT_ENABLED: challengeEnded,
  // another recovery code at the same moment, which has also ended the challenge
  CONFLICT: challengeEnded,
  ACCOUNT_TEMPORARILY_LOCKED: () => tooManyAttempts(LOCK_MS),
};

/** Better Auth's, after ten wrong codes in a row. */
const LOCK_MS = 900_000;

async function refuseWhileLocked(db: Database, userId: string): Promise<void> {
  const [row] = await db
    .select({ lockedUntil: twoFactors.lockedUntil })
    .from(twoFactors)
    .where(eq(twoFactors.userId, userId));
  const wait = (row?.lockedUntil?.getTime() ?? 0) - Date.now();
  if (wait > 0) throw tooManyAttempts(wait);
}

const UUID = /^[0-9a-f-]{36}$/;

/** Whose challenge it is; other challenges, signed alike, are nobody's. */
async function findChallenged(auth: Auth, identifier: string): Promise<string | null> {
  const { internalAdapter } = await auth.$context;
  const challenge = await internalAdapter.findVerificationValue(identifier);
  return challenge && challenge.expiresAt > new Date() && UUID.test(challenge.value) ? challenge.value : null;
}
