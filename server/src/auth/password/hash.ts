import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import type { FastifyReply, FastifyRequest } from "fastify";
import pLimit from "p-limit";
import { databaseTimeLeftMs, hasDatabaseTime, spendDatabaseTime } from "../../database/time-limit.ts";
import { serviceUnavailable } from "../../errors.ts";
import { whenAnswered } from "../../http/when-answered.ts";
import { leaveQueue } from "../../limits/overload.ts";
import { addGauge } from "../../metrics/registry.ts";

/** OWASP's Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
const ARGON2_OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** One a core: more gain nothing, and starve the thread pool that every other route shares: docs/decisions/0004. */
const AT_ONCE = availableParallelism();
const MAX_WAITING = 64;
/** How long a request waits for its hash at most, and what it then has left for the database, which would otherwise get nothing. */
const WAIT_LIMIT_MS = 1500;
const DATABASE_TIME_LEFT_MS = 500;

const limit = pLimit(AT_ONCE);

addGauge("password_hashes", "Passwords that are being hashed, and those that wait", ["state"], () => [
  { labels: { state: "running" }, value: limit.activeCount },
  { labels: { state: "waiting" }, value: limit.pendingCount },
]);

/** In a request, within the time that it has for the database: both waits together are what its client waits for. */
function bounded<T>(work: () => Promise<T>): Promise<T> {
  if (limit.pendingCount >= MAX_WAITING) throw tooBusy();
  const startBy = hasDatabaseTime() ? performance.now() + databaseTimeLeftMs(WAIT_LIMIT_MS) : Number.POSITIVE_INFINITY;
  const start = () => {
    if (performance.now() > startBy) throw tooBusy();
    return work();
  };
  return spendDatabaseTime(() => limit(start), DATABASE_TIME_LEFT_MS);
}

// other keyboards may compose the same characters differently (NIST SP 800-63B-4, 3.1.1.2)
const normalize = (password: string) => password.normalize("NFC");

/** For a route that is going to hash: how many such requests are under way. */
let underWay = 0;
/** Whoever has not sent a body by then waits without a place in the queue, or a few of them would keep everybody out. */
const BODY_LIMIT_MS = 1000;

/**
 * The `onRequest` hook of routes that hash a password: when the queue is full, a request is refused before it costs a
 * counter or a look-up.
 * @throws ApiError SERVICE_UNAVAILABLE
 */
export async function refuseWhenBusy(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (underWay >= AT_ONCE + MAX_WAITING) throw tooBusy();
  leaveQueue(request);
  let counted = true;
  underWay += 1;
  const leave = () => {
    if (counted) underWay -= 1;
    counted = false;
    clearTimeout(timer);
  };
  const timer = setTimeout(() => {
    if (!request.raw.complete && !request.raw.readableEnded) leave();
  }, BODY_LIMIT_MS).unref();
  whenAnswered(request, reply, leave);
}

const tooBusy = () => serviceUnavailable("Too many people are signing in. Try again in a moment.");

/**
 * The argon2id hash of a password as a PHC string.
 * @throws ApiError SERVICE_UNAVAILABLE when too many wait already
 */
export async function hashPassword(password: string): Promise<string> {
  return bounded(() => hash(normalize(password), ARGON2_OPTIONS));
}

/** Whether the password is the hash's. @throws ApiError SERVICE_UNAVAILABLE when too many wait already */
export async function verifyPassword(options: { hash: string; password: string }): Promise<boolean> {
  return bounded(() => verify(options.hash, normalize(options.password)));
}
