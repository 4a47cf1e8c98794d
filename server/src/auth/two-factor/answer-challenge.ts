import { eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { accounts, twoFactors, users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError, serviceUnavailable } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import { tooManyAttempts } from "../../limits/limit-reached.ts";
import { signValue, verifySignedValue } from "../../session/signed-value.ts";
import { recordFailure } from "../activity/record-activity.ts";
import { callBetterAuth, type Refusals } from "../better-auth/call-better-auth.ts";
import { inOneTransaction } from "../better-auth/call-context.ts";
import { betterAuthHeaders } from "../better-auth/headers.ts";
import { queueNotice } from "../mail/notices.ts";
import { passwordOf } from "../owner/password-of.ts";
import type { StillHolds } from "../sessions/start-session.ts";
import { findChallenged } from "./challenge.ts";
import { checkCode, wrongCode } from "./check-code.ts";

type App = Pick<FastifyInstance, "auth" | "credentialLimits" | "db" | "log" | "mail">;

/**
 * Answers a challenge with a code from the app, or with a recovery code.
 * @param challenge signed, as the sign-in returned it
 * @returns the new session's token, which kind of code it was, and what `startSession` looks at again
 * @throws ApiError INVALID_TOKEN for a challenge that is unknown, used or expired, or has seen too many wrong codes;
 *   INVALID_CREDENTIALS for a wrong code; RATE_LIMITED
 */
export async function answerChallenge(
  app: App,
  { authSecrets }: Pick<Config, "authSecrets">,
  { challenge, code }: { challenge: string | undefined; code: string },
  client: Client,
): Promise<{ token: string; byRecoveryCode: boolean; stillHolds: StillHolds }> {
  const { auth, credentialLimits, db, log } = app;
  const identifier = challenge ? verifySignedValue(challenge, authSecrets) : null;
  const userId = identifier && (await findChallenged(auth, identifier));
  if (!userId) throw challengeEnded();
  await refuseWhileLocked(db, userId);
  const asked = await readAuthenticationState(db, userId);
  // only the challenge, in the newest secret's name: with a session, the code would act on that
  const { name } = auth.options.advanced.cookies.two_factor;
  const headers = betterAuthHeaders(client, { [name]: signValue(identifier, authSecrets) });
  // Better Auth says the same of a challenge that has ended and of an attempt that it could not count
  const whyNot = async () => ((await findChallenged(auth, identifier)) ? tryAgain() : challengeEnded());
  const typed = code.replaceAll(/\s/g, "").toLowerCase();
  const byRecoveryCode = typed.includes("-");
  const verify = () =>
    byRecoveryCode
      ? useRecoveryCode(app, client, userId, () => auth.api.verifyBackupCode({ body: { code: typed }, headers }))
      : auth.api.verifyTOTP({ body: { code: typed }, headers });
  const noteWrongCode = () => {
    recordFailure({ db, log }, client, userId, "code-failed");
    return wrongCode();
  };
  const refusals = { ...REFUSALS, ...wrongCodes(noteWrongCode), INVALID_TWO_FACTOR_COOKIE: whyNot };
  const { token } = await checkCode(credentialLimits, userId, typed, () => callBetterAuth(verify, { refusals }));
  if (!token) throw new Error("Better Auth did not start a session");
  return { token, byRecoveryCode, stillHolds: async (tx) => asked === (await readAuthenticationState(tx, userId)) };
}

/** Lets Better Auth take a recovery code, and queues the notice about it: both happen, or neither. */
async function useRecoveryCode<T>(
  { db, mail }: App,
  client: Client,
  userId: string,
  take: () => Promise<T>,
): Promise<T> {
  const result = await inOneTransaction(db, async (tx) => {
    const taken = await take();
    const [user] = await tx.select().from(users).where(eq(users.id, userId));
    if (user) await queueNotice({ mail }, tx, client, user, "recovery-code-used");
    return taken;
  });
  mail.wake();
  return result;
}

/** What the challenge was made for: the password, where there is one, and two-factor authentication. */
async function readAuthenticationState(db: Database | Transaction, userId: string): Promise<string> {
  const [row] = await db
    .select({ password: accounts.password, secret: twoFactors.secret })
    .from(twoFactors)
    .leftJoin(accounts, passwordOf(twoFactors.userId))
    .where(eq(twoFactors.userId, userId));
  return `${row?.password} ${row?.secret}`;
}

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
