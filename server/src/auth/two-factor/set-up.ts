import type { TwoFactorSetup } from "@cafe-app-ai/shared/account";
import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { and, eq, sql } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Database } from "../../database/client.ts";
import { twoFactors, users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { newRecoveryCodes } from "../better-auth/recovery-codes.ts";
import {
  decryptSecret,
  encryptSecret,
  isCurrentCode,
  newTwoFactorSecret,
  otpauthUrl,
} from "../better-auth/two-factor-secrets.ts";
import { queueNotice } from "../mail/notices.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner, type Reauthentication } from "../owner/change-as-owner.ts";
import { replaceSessionToken } from "../sessions/replace-session-token.ts";
import { checkCode, wrongCode } from "./check-code.ts";

type App = Pick<FastifyInstance, "auth" | "credentialLimits" | "db" | "mail">;

// Better Auth's own functions for these change the account outside our transactions.

/**
 * Creates a secret for the caller's app. Nothing is on until a code confirms it; starting again creates another.
 * @throws ApiError CONFLICT where it is on already
 */
export async function setUpTwoFactor(
  app: App,
  caller: Caller,
  reauthentication: Reauthentication,
): Promise<TwoFactorSetup> {
  const { id: userId, email } = caller.user;
  const secret = newTwoFactorSecret();
  const recoveryCodes = newRecoveryCodes();
  const pending = {
    secret: await encryptSecret(app.auth, secret),
    backupCodes: await encryptSecret(app.auth, JSON.stringify(recoveryCodes)),
    recoveryCodesSavedAt: null,
    verified: false,
  };
  await changeAsOwner(app.db, caller, reauthentication, async (tx) => {
    await requireTwoFactor(tx, userId, false);
    await tx
      .insert(twoFactors)
      .values({ userId, ...pending })
      .onConflictDoUpdate({ target: twoFactors.userId, set: pending });
  });
  const uri = otpauthUrl(secret, PRODUCT_NAME, email);
  return { uri, secret: new URL(uri).searchParams.get("secret") ?? "", recoveryCodes };
}

/**
 * Turns two-factor authentication on with a code from the app.
 * @returns the session's new token
 * @throws ApiError INVALID_CREDENTIALS for a wrong code, CONFLICT where there is nothing to confirm, RATE_LIMITED
 */
export async function confirmTwoFactor(app: App, caller: Caller, code: string): Promise<string> {
  const userId = caller.user.id;
  await requireTwoFactor(app.db, userId, false);
  const [pending] = await app.db.select().from(twoFactors).where(eq(twoFactors.userId, userId));
  if (!pending) throw notStarted();
  const secret = await decryptSecret(app.auth, pending.secret);
  const typed = code.replaceAll(/\s/g, "");
  return checkCode(app.credentialLimits, userId, typed, async () => {
    if (!(await isCurrentCode(secret, typed))) throw wrongCode();
    return changeAsOwner(app.db, caller, undefined, async (tx) => {
      await requireTwoFactor(tx, userId, false);
      const { rowCount } = await tx
        .update(twoFactors)
        // by the database's clock, which a password reset compares with
        .set({ verified: true, createdAt: sql`clock_timestamp()` })
        .where(and(eq(twoFactors.userId, userId), eq(twoFactors.secret, pending.secret)));
      if (!rowCount) throw notStarted();
      await tx.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, userId));
      await recordActivity(tx, caller.client, userId, "two-factor-on");
      await queueNotice(app, tx, caller.client, caller.user, "two-factor-on");
      return replaceSessionToken(tx, caller.session);
    });
  });
}

/**
 * Turns two-factor authentication off, and forgets the secret and the recovery codes.
 * @returns the session's new token
 * @throws ApiError CONFLICT where it is off
 */
export async function turnOffTwoFactor(app: App, caller: Caller, reauthentication: Reauthentication): Promise<string> {
  return changeAsOwner(app.db, caller, reauthentication, async (tx) => {
    await removeTwoFactor(app, tx, caller.client, caller.user);
    return replaceSessionToken(tx, caller.session);
  });
}

/** Turns it off for a user whose row is locked. @throws ApiError CONFLICT where it is off */
export async function removeTwoFactor(
  app: Pick<FastifyInstance, "mail">,
  tx: Transaction,
  client: Client,
  user: Pick<Caller["user"], "id" | "email" | "emailVerified">,
): Promise<void> {
  await requireTwoFactor(tx, user.id, true);
  await tx.delete(twoFactors).where(eq(twoFactors.userId, user.id));
  await tx.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, user.id));
  await recordActivity(tx, client, user.id, "two-factor-off");
  await queueNotice(app, tx, client, user, "two-factor-off");
}

/** Makes new recovery codes; the old ones are worth nothing from then on. @throws ApiError CONFLICT where it is off */
export async function renewRecoveryCodes(
  app: App,
  caller: Caller,
  reauthentication: Reauthentication,
): Promise<string[]> {
  const userId = caller.user.id;
  const recoveryCodes = newRecoveryCodes();
  const backupCodes = await encryptSecret(app.auth, JSON.stringify(recoveryCodes));
  await changeAsOwner(app.db, caller, reauthentication, async (tx) => {
    await requireTwoFactor(tx, userId, true);
    // whether they reach the owner isn't known before the owner says so
    await tx.update(twoFactors).set({ backupCodes, recoveryCodesSavedAt: null }).where(eq(twoFactors.userId, userId));
    await recordActivity(tx, caller.client, userId, "recovery-codes-renewed");
    await queueNotice(app, tx, caller.client, caller.user, "recovery-codes-renewed");
  });
  return recoveryCodes;
}

/** @throws ApiError CONFLICT */
async function requireTwoFactor(db: Database | Transaction, userId: string, expected: boolean): Promise<void> {
  const [user] = await db.select({ on: users.twoFactorEnabled }).from(users).where(eq(users.id, userId));
  if (user?.on === expected) return;
  throw expected ? off() : alreadyOn();
}

const notStarted = () => new ApiError("CONFLICT", "Set up two-factor authentication first.");
const off = () => new ApiError("CONFLICT", "Two-factor authentication is off.");
const alreadyOn = () => new ApiError("CONFLICT", "Two-factor authentication is already on.");
