import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../errors.ts";
import { limitsHit } from "../metrics/registry.ts";
import { leaveQueue } from "./overload.ts";

/** For all expensive routes together. */
const AT_ONCE_PER_USER = 5;

const running = new Map<string, number>();

/**
 * The `onRequest` hook of expensive routes in the signed-in scope: a process works on only a few requests of one user at
 * once, so that nobody takes the database away from everyone else. They're slow, so they take no place from other requests.
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
