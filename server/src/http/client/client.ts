import type { FastifyRequest } from "fastify";
import { clientIp } from "./client-ip.ts";

/** Who sent a request, as recorded by limits, sessions, mails and an account's activity. From a command, `ip` is empty. */
export type Client = { requestId: string; ip: string; userAgent: string };

export const clientOf = (request: FastifyRequest): Client => ({
  requestId: request.id,
  ip: clientIp(request),
  userAgent: (request.headers["user-agent"] ?? "").slice(0, USER_AGENT_MAX_LENGTH),
});

/** How much of the user agent is kept. */
const USER_AGENT_MAX_LENGTH = 512;

/** Only a browser page's requests say where they come from. */
export const isPage = ({ headers }: Pick<FastifyRequest, "headers">) => headers.origin !== undefined;
