import type { FastifyRequest } from "fastify";
import { clientIp } from "./client-ip.ts";

/** Who sends a request, as limits, sessions, mails and an account's activity note it; at the command line `ip` is empty. */
export type Client = { requestId: string; ip: string; userAgent: string };

export const clientOf = (request: FastifyRequest): Client => ({
  requestId: request.id,
  ip: clientIp(request),
  userAgent: (request.headers["user-agent"] ?? "").slice(0, USER_AGENT_MAX_LENGTH),
});

/** What is kept of how a browser or program names itself. */
const USER_AGENT_MAX_LENGTH = 512;

/** Only a browser page's requests say where they come from. */
export const isPage = ({ headers }: Pick<FastifyRequest, "headers">) => headers.origin !== undefined;
