import type { FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { clientIp, ipKey } from "../http/client/client-ip.ts";
import { limitReached } from "./limit-reached.ts";
import type { LimitStore } from "./limit-store.ts";

/** What makes a body unreadable: it isn't JSON or fits no schema, is too long, or has another type. */
const UNREADABLE = new Set<number | undefined>([400, 413, 415]);

/** Limits how many requests an IP address may send to all credential routes together. */
export function limitIpRequests(store: LimitStore, requestsPerMinute: number) {
  const limiter = new RateLimiterPostgres({ ...store, keyPrefix: "ip", points: requestsPerMinute, duration: 60 });
  /** IP addresses over their limit, for as long as they are: their requests cost no statement. */
  const limited = new LRUCache<string, true>({ max: 10_000 });

  /** A route's `onRequest` hook: counts one more request from this IP address. */
  async function countRequest(request: FastifyRequest): Promise<void> {
    await refuseLimited(request);
    const ip = clientIp(request);
    try {
      await limiter.consume(ipKey(ip));
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      throw limitIp(ip, rejection.msBeforeNext);
    }
  }

  /** The `onRequest` hook of a route that counts its requests itself, with the counters of a sign-in. */
  async function refuseLimited(request: FastifyRequest): Promise<void> {
    const waitMs = limited.getRemainingTTL(ipKey(clientIp(request)));
    if (waitMs > 0) throw limitReached("ip", waitMs);
  }

  /** The error handler of such a route: a request with an unreadable body counts too. */
  async function countUnreadable(error: { statusCode?: number }, request: FastifyRequest): Promise<never> {
    if (UNREADABLE.has(error.statusCode)) await countRequest(request);
    throw error;
  }

  /** Remembers that an IP address is over its limit, and makes the error that says so. */
  function limitIp(ip: string, msBeforeNext: number) {
    const waitMs = Math.max(1, msBeforeNext);
    limited.set(ipKey(ip), true, { ttl: waitMs });
    return limitReached("ip", waitMs);
  }

  return { limiter, limitIp, hooks: { countRequest, refuseLimited, countUnreadable } };
}
