import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../errors.ts";
import { limitsHit } from "../metrics/registry.ts";
import { leaveQueue } from "./overload.ts";

/** Of the routes that cost much, all together. */
const AT_ONCE_PER_USER = 5;

const running = new Map<string, number>();

/**
 * The `onRequest` hook of routes that cost much, in the signed-in scope: of one user a process works on a few at once, so
 * that nobody takes the database from everybody else. Such a request takes long, and no place from the others.
 * @throws ApiError RATE_LIMITED
 */
export async function limitAtOnce(request: FastifyRequest, { raw: response }: FastifyReply): Promise<void> {
  const { id } = request.user;
  const count = running.get(id) ?? 0;
  if (count >= AT_ONCE_PER_USER) {
    limitsHit.inc({ limit: "at once" });
    throw new ApiError("RATE_LIMITED", "Too many imports and exports at once. Wait until one finishes.", {
      headers: { "retry-after": "5" },
    });
  }
  running.set(id, count + 1);
  leaveQueue(request);
  response.once("close", () => {
    const left = (running.get(id) ?? 1) - 1;
    if (left > 0) running.set(id, left);
    else running.delete(id);
  });
}
