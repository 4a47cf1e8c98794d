import type { ResetPassword, User } from "@cafe-app-ai/shared/auth";
import { and, eq } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Database } from "../../database/client.ts";
import { isUniqueViolation } from "../../database/errors.ts";
import { users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { toUser } from "../../plugins/session.ts";
import { lockUser } from "../owner-change.ts";
import { endSignIns, removeAddedSince, removeOtherWaysIn, setPassword } from "../ownership.ts";
import { hashPassword } from "../password.ts";
import { refuseWeakPassword } from "../weak-password.ts";
import { dropAddressWishes } from "./address-wishes.ts";
import { checkMailToken, claimReset, endMailTokens, type ProvenToken, takeMailToken } from "./tokens.ts";

type App = Pick<FastifyInstance, "db" | "mail" | "credentialLimits">;

/**
 * Confirms the address that a mail went to: the account's own, or the one that takes its place.
 * @throws ApiError INVALID_TOKEN; EMAIL_TAKEN where the new address has got an account of its own meanwhile
 */
export async function verifyEmail({ db, mail }: App, token: string, request: FastifyRequest): Promise<User> {
  const { userId } = await checkMailToken(db, token, ["verify-email", "change-email"]);
  const user = await db.transaction(async (tx) => {
    const before = await lockUser(tx, userId);
    const proven = await takeMailToken(tx, token, ["verify-email", "change-email"]);
    if (proven.purpose === "verify-email") return confirmAddress(tx, proven);
    const changed = await changeAddress(tx, proven);
    // links that went to the old address
    await endMailTokens(tx, proven.userId, ["verify-email", "reset-password"]);
    if (before) {
      const notice = { notice: "email-changed" };
      await mail.queue(tx, { kind: "notice", recipient: before.email, data: notice, requestId: request.id });
    }
    return changed;
  });
  mail.wake();
  request.log.info({ event: "address confirmed", userId: user.id }, "address confirmed");
  return toUser(user);
}

/**
 * Sets the password of whoever got the mail and ends everything that somebody else may hold: sessions, sign-ins that
 * wait for a code, other mails' tokens, and what was added to the account since the link was mailed. A second factor
 * that was on before stays on. Changes that are made at the same moment lose: docs/decisions/0015.
 * @throws ApiError INVALID_TOKEN, WEAK_PASSWORD
 */
export async function resetPassword(
  { db, mail, credentialLimits }: App,
  { token, password }: ResetPassword,
  request: FastifyRequest,
): Promise<void> {
  const { email, userId } = await checkMailToken(db, token, ["reset-password"]);
  // from here on no other change gets in between; the token is taken below, in one transaction with what it allows
  await db.transaction(async (tx) => {
    await lockUser(tx, userId);
    await claimReset(tx, token);
    await dropAddressWishes(tx, userId);
  });
  await refuseWeakPassword(password, email);
  const hash = await hashPassword(password);
  const removed = await db.transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    const proven = await takeMailToken(tx, token, ["reset-password"]);
    if (user?.email !== proven.email) throw new ApiError("INVALID_TOKEN", "This account now has a different email");
    // what was added before the address was proved may be somebody else's, who signed up with it
    if (!user.emailVerified) await removeOtherWaysIn(tx, user.id);
    await confirmAddress(tx, proven);
    await setPassword(tx, user.id, hash);
    const removed = await removeAddedSince(tx, user.id, proven.issuedAt);
    // after the password: a sign-in by the old one that came first is among them, and none comes later
    await endSignIns(tx, user.id);
    await endMailTokens(tx, user.id, ["verify-email", "reset-password"]);
    await dropAddressWishes(tx, user.id);
    const notice = { notice: "password-changed" };
    await mail.queue(tx, { kind: "notice", recipient: user.email, data: notice, requestId: request.id });
    return removed;
  });
  mail.wake();
  await credentialLimits.forget(email);
  request.log.info({ event: "password reset", userId, removed }, "password reset");
}

/** Whose link it is that chooses a new password. @throws ApiError INVALID_TOKEN where it would not be taken */
export async function checkReset(db: Database, token: string): Promise<string> {
  const { userId, email } = await checkMailToken(db, token, ["reset-password"]);
  const [user] = await db.select({ email: users.email }).from(users).where(eq(users.id, userId));
  if (user?.email !== email) throw new ApiError("INVALID_TOKEN", "This account has another address now");
  return email;
}

/** The mail went to the address, and was read. */
async function confirmAddress(tx: Transaction, { userId, email }: ProvenToken) {
  const [user] = await tx
    .update(users)
    .set({ emailVerified: true })
    .where(and(eq(users.id, userId), eq(users.email, email)))
    .returning();
  if (!user) throw new ApiError("INVALID_TOKEN", "This account now has a different email");
  return user;
}

const taken = () => new ApiError("EMAIL_TAKEN", "An account with this email already exists");

async function changeAddress(tx: Transaction, { userId, email }: ProvenToken) {
  const [user] = await tx
    .update(users)
    .set({ email, emailVerified: true })
    .where(eq(users.id, userId))
    .returning()
    .catch((error) => {
      throw isUniqueViolation(error) ? taken() : error;
    });
  if (!user) throw new ApiError("INVALID_TOKEN", "This account no longer exists");
  return user;
}
