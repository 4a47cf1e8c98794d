import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import fresh from "fresh";

/** A route's `onSend` hook: a strong ETag of the body, and 304 for a client that has it (RFC 9110, 13.1.2). */
export async function answerNotModified(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  if (reply.statusCode !== 200 || typeof payload !== "string") return payload;
  const etag = `"${createHash("sha256").update(payload).digest("base64url")}"`;
  reply.header("etag", etag);
  if (!fresh(request.headers, { etag })) return payload;
  reply.code(304).removeHeader("content-type");
  // for HEAD, Fastify's own hook counts the body and drops it; none is an error to it
  return request.method === "HEAD" ? payload : null;
}
