import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import { accounts, mails, mailTokens, passkeys, twoFactors, users, verifications } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import type { Client } from "../../http/client/client.ts";
import { queueNotice } from "../mail/notices.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner, type Reauthentication } from "../owner/change-as-owner.ts";

/** How long the caller waits for the last row; a few hundred thousand take no longer, and the rest goes on without them. */
const ANSWER_LIMIT_MS = 5000;

/**
 * Deletes the caller's account. First, one transaction removes everything that signs in to it and frees its email; then
 * the rest goes in batches: docs/decisions/0015.
 * @throws ApiError as `changeAsOwner` does; nothing is deleted then
 */
export async function deleteAccount(
  { db, mail, accountRemoval }: Pick<FastifyInstance, "db" | "mail" | "accountRemoval">,
  caller: Caller,
  reauthentication: Reauthentication,
): Promise<void> {
  const { id } = caller.user;
  await changeAsOwner(db, caller, reauthentication, (tx) => closeAccount({ mail }, tx, caller.client, caller.user));
  mail.wake();
  await Promise.race([accountRemoval.remove(id), sleep(ANSWER_LIMIT_MS, undefined, { ref: false })]);
}

/** The first step of a deletion, for a user whose row is locked: nobody gets in any more, and the owner is told. */
export async function closeAccount(
  app: Pick<FastifyInstance, "mail">,
  tx: Transaction,
  client: Client,
  user: Pick<Caller["user"], "id" | "email" | "emailVerified">,
): Promise<void> {
  await close(tx, user.id);
  await dropMails(tx, user);
  await queueNotice(app, tx, client, user, "account-deleted");
}

/** Nobody gets in from here on: sessions of a user with `deletedAt` count for nothing. */
async function close(tx: Transaction, id: string): Promise<void> {
  for (const table of [accounts, passkeys, twoFactors, mailTokens]) await tx.delete(table).where(eq(table.userId, id));
  await tx.delete(verifications).where(eq(verifications.value, id));
  const nobody = { email: `deleted:${id}`, emailVerified: false, name: "", image: null, twoFactorEnabled: false };
  await tx
    .update(users)
    .set({ ...nobody, deletedAt: sql`now()` })
    .where(eq(users.id, id));
}

/** Mails to the account's owner, or about the account, that wait or were given up. */
async function dropMails(tx: Transaction, { id, email }: Pick<Caller["user"], "id" | "email">): Promise<void> {
  const byData = or(sql`${mails.data}->>'userId' = ${id}`, sql`${mails.data}->>'email' = ${email}`);
  await tx.delete(mails).where(and(or(eq(mails.recipient, email), byData), isNull(mails.sentAt)));
}
