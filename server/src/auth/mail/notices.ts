import type { User } from "@cafe-app-ai/shared/auth";
import { eq } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { inOneTransaction } from "../better-auth/join-transaction.ts";
import type { Notice } from "./notice-words.ts";
import { accountSender, ipSender } from "./senders.ts";

type Recipient = Pick<User, "id" | "email" | "emailVerified">;

/**
 * Queues the mail that tells an owner of a change to their account (OWASP ASVS 5.0, 6.3.7), in the transaction that makes
 * it; wake the outbox when that is committed.
 */
export async function queueNotice(
  { mail }: Pick<FastifyInstance, "mail">,
  tx: Transaction,
  request: Pick<FastifyRequest, "id">,
  { id, email, emailVerified }: Recipient,
  notice: Notice,
): Promise<void> {
  // to an email that nobody has verified, the account may be a stranger's, and so is the mail
  const data = emailVerified ? { notice } : { notice, sender: accountSender(id) };
  await mail.queue(tx, { kind: "notice", recipient: email, data, requestId: request.id });
}

/** Lets Better Auth change an account, and queues the notice about it: both happen, or neither. */
export async function changeWithNotice<T>(
  { db, mail }: Pick<FastifyInstance, "db" | "mail">,
  request: Pick<FastifyRequest, "id">,
  userId: string,
  notice: Notice,
  change: () => Promise<T>,
): Promise<T> {
  const result = await inOneTransaction(db, async (tx) => {
    const changed = await change();
    const [user] = await tx.select().from(users).where(eq(users.id, userId));
    if (user) await queueNotice({ mail }, tx, request, user, notice);
    return changed;
  });
  mail.wake();
  return result;
}

/** Asks the owner of an email by mail to confirm it. */
export async function sendVerification(
  { mail }: Pick<FastifyInstance, "mail">,
  request: FastifyRequest,
  email: string,
): Promise<void> {
  const data = { sender: ipSender(request) };
  await mail.send({ kind: "verify-email", recipient: email, data, requestId: request.id });
}
