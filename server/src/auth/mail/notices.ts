import type { User } from "@cafe-app-ai/shared/auth/common";
import type { FastifyInstance } from "fastify";
import type { Transaction } from "../../database/transaction.ts";
import type { Client } from "../../http/client/client.ts";
import type { Notice } from "./notice-words.ts";
import { accountSender, ipSender } from "./senders.ts";

type Recipient = Pick<User, "id" | "email" | "emailVerified">;

/**
 * Queues the mail that tells owners about a change to their account (OWASP ASVS 5.0, 6.3.7), in the transaction that makes
 * it. Wake the outbox once that is committed.
 */
export async function queueNotice(
  { mail }: Pick<FastifyInstance, "mail">,
  tx: Transaction,
  { requestId }: Pick<Client, "requestId">,
  { id, email, emailVerified }: Recipient,
  notice: Notice,
): Promise<void> {
  // an account with an unverified email may be a stranger's, so its mail is limited
  const data = emailVerified ? { notice } : { notice, sender: accountSender(id) };
  await mail.queue(tx, { kind: "notice", recipient: email, data, requestId });
}

/** Sends the mail that asks for an email to be confirmed. */
export async function sendVerification(
  { mail }: Pick<FastifyInstance, "mail">,
  { ip, requestId }: Client,
  email: string,
): Promise<void> {
  const data = { sender: ipSender(ip) };
  await mail.send({ kind: "verify-email", recipient: email, data, requestId });
}
