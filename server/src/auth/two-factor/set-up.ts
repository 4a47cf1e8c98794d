import { createOTP } from "@better-auth/utils/otp";
import type { TwoFactorSetup } from "@cafe-app-ai/shared/account";
import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { and, eq, sql } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Database } from "../../database/client.ts";
import { twoFactors, users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { newRecoveryCodes } from "../better-auth/recovery-codes.ts";
import { queueNotice } from "../mail/notices.ts";
import { changeAsOwner, type Reauthentication } from "../owner/change-as-owner.ts";
import { replaceSessionToken } from "../sessions/start-session.ts";
import { checkCode, wrongCode } from "./answer-challenge.ts";

type App = Pick<FastifyInstance, "auth" | "credentialLimits" | "db" | "mail">;

// Better Auth's own functions for these change the account outside of our transactions; what is stored is what it
// stores, because it checks the codes of a sign-in.

/**
 * Makes a secret for the caller's app. Nothing is on before a code confirms it; starting again makes another.
 * @throws ApiError CONFLICT where it is on already
 */
export async function setUpTwoFactor(
  app: App,
  request: FastifyRequest,
  reauthentication: Reauthentication,
): Promise<TwoFactorSetup> {
  const { id: userId, email } = request.user;
  const secret = generateRandomString(32);
  const recoveryCodes = newRecoveryCodes();
  const pending = {
    secret: await encrypt(app, secret),
    backupCodes: await encrypt(app, JSON.stringify(recoveryCodes)),
    recoveryCodesSavedAt: null,
    verified: false,
  };
  await changeAsOwner(app.db, request, reauthentication, async (tx) => {
    await requireTwoFactor(tx, userId, false);
    await tx
      .insert(twoFactors)
      .values({ userId, ...pending })
      .onConflictDoUpdate({ target: twoFactors.userId, set: { ...pending, ...NO_FAILURES } });
  });
  const uri = createOTP(secret).url(PRODUCT_NAME, email);
  return { uri, secret: new URL(uri).searchParams.get("secret") ?? "", recoveryCodes };
}

/**
 * Turns two-factor authentication on by a code of the app's.
 * @returns the session's new token
 * @throws ApiError INVALID_CREDENTIALS for a wrong code, CONFLICT where there is nothing to confirm, RATE_LIMITED
 */
export async function confirmTwoFactor(app: App, request: FastifyRequest, code: string): Promise<string> {
  const userId = request.user.id;
  await requireTwoFactor(app.db, userId, false);
  const [pending] = await app.db.select().from(twoFactors).where(eq(twoFactors.userId, userId));
  if (!pending) throw notStarted();
  const key = (await app.auth.$context).secretConfig;
  const otp = createOTP(await symmetricDecrypt({ key, data: pending.secret }));
  const typed = code.replaceAll(/\s/g, "");
  return checkCode(app.credentialLimits, userId, typed, async () => {
    if (!(await otp.verify(typed))) throw wrongCode();
    return changeAsOwner(app.db, request, undefined, async (tx) => {
      await requireTwoFactor(tx, userId, false);
      const { rowCount } = await tx
        .update(twoFactors)
        // by the database's clock, which a password reset compares with
        .set({ verified: true, createdAt: sql`clock_timestamp()`, ...NO_FAILURES })
        .where(and(eq(twoFactors.userId, userId), eq(twoFactors.secret, pending.secret)));
      if (!rowCount) throw notStarted();
      await tx.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, userId));
      await recordActivity(tx, request, userId, "two-factor-on");
      await queueNotice(app, tx, request, request.user, "two-factor-on");
      return replaceSessionToken(tx, request.session);
    });
  });
}

/**
 * Turns two-factor authentication off, and forgets the secret and the recovery codes.
 * @returns the session's new token
 * @throws ApiError CONFLICT where it is off
 */
export async function turnOffTwoFactor(
  app: App,
  request: FastifyRequest,
  reauthentication: Reauthentication,
): Promise<string> {
  const userId = request.user.id;
  return changeAsOwner(app.db, request, reauthentication, async (tx) => {
    await requireTwoFactor(tx, userId, true);
    await tx.delete(twoFactors).where(eq(twoFactors.userId, userId));
    await tx.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, userId));
    await recordActivity(tx, request, userId, "two-factor-off");
    await queueNotice(app, tx, request, request.user, "two-factor-off");
    return replaceSessionToken(tx, request.session);
  });
}

/** Makes new recovery codes; the old ones are worth nothing from then on. @throws ApiError CONFLICT where it is off */
export async function renewRecoveryCodes(
  app: App,
  request: FastifyRequest,
  reauthentication: Reauthentication,
): Promise<string[]> {
  const userId = request.user.id;
  const recoveryCodes = newRecoveryCodes();
  const backupCodes = await encrypt(app, JSON.stringify(recoveryCodes));
  await changeAsOwner(app.db, request, reauthentication, async (tx) => {
    await requireTwoFactor(tx, userId, true);
    // whether they reach the owner isn't known before the owner says so
    await tx.update(twoFactors).set({ backupCodes, recoveryCodesSavedAt: null }).where(eq(twoFactors.userId, userId));
    await recordActivity(tx, request, userId, "recovery-codes-renewed");
    await queueNotice(app, tx, request, request.user, "recovery-codes-renewed");
  });
  return recoveryCodes;
}

/** @throws ApiError CONFLICT */
async function requireTwoFactor(db: Database | Transaction, userId: string, expected: boolean): Promise<void> {
  const [user] = await db.select({ on: users.twoFactorEnabled }).from(users).where(eq(users.id, userId));
  if (user?.on === expected) return;
  throw expected ? off() : alreadyOn();
}

const NO_FAILURES = { failedVerificationCount: 0, lockedUntil: null };

async function encrypt({ auth }: Pick<App, "auth">, data: string): Promise<string> {
  return symmetricEncrypt({ key: (await auth.$context).secretConfig, data });
}

const notStarted = () => new ApiError("CONFLICT", "Set up two-factor authentication first");
const off = () => new ApiError("CONFLICT", "Two-factor authentication is off");
const alreadyOn = () => new ApiError("CONFLICT", "Two-factor authentication is already on");
