import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Notice } from "./notice-words.ts";

/** Tells the owner by mail that a way into the account has changed (OWASP ASVS 5.0, 6.3.7). */
export async function notifyOwner(
  { mail }: Pick<FastifyInstance, "mail">,
  request: Pick<FastifyRequest, "id">,
  email: string,
  notice: Notice,
): Promise<void> {
  await mail.send({ kind: "notice", recipient: email, data: { notice }, requestId: request.id });
}

/** Asks the owner of an address by mail to confirm it. */
export async function sendVerification(
  { mail }: Pick<FastifyInstance, "mail">,
  request: Pick<FastifyRequest, "id">,
  email: string,
): Promise<void> {
  await mail.send({ kind: "verify-email", recipient: email, requestId: request.id });
}
