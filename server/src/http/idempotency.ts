import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Type } from "@sinclair/typebox";
import { and, eq, gt, sql } from "drizzle-orm";
import type { FastifyReply, FastifyRequest } from "fastify";
import { IDEMPOTENCY_HOURS } from "../database/clean-up.ts";
import type { Database } from "../database/client.ts";
import { idempotencyKeys } from "../database/schema.ts";
import type { Transaction } from "../database/transaction.ts";
import { ApiError } from "../errors.ts";
import { ownerOf } from "../session/owner.ts";
import { sendSerialised, success } from "./envelope.ts";

/** How long a repeated request waits for the first one, and how often it looks, milliseconds. */
const WAIT_LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 100;

export const IdempotencyHeadersSchema = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({
      pattern: "^[\\x20-\\x7e]{1,255}$",
      maxLength: 255,
      description: `A name for this request. Sending it again within ${IDEMPOTENCY_HOURS} hours returns the first response and changes nothing.`,
      errorMessage: "Must be 1 to 255 printable ASCII characters",
    }),
  ),
});

type Answer<T> = { status: 200 | 201; headers?: Record<string, string>; data: T };
type Kept = Pick<typeof idempotencyKeys.$inferSelect, "status" | "headers" | "answer">;
type Work<T> = (tx: Transaction) => Promise<Answer<T>>;
/** For work that takes longer than a request may spend in the database. */
export type LongWork<T> = {
  deadlineMs: number;
  /** What to do before the work, but not for a repeated request. It holds no connection. */
  prepare: () => Promise<Work<T>>;
};

/**
 * Does the work once for each `Idempotency-Key` and responds with its result; a repeated request gets the same bytes. The
 * response is stored in the work's own transaction, so a failure leaves the key free. Without a key, it just does the work.
 * @throws ApiError IDEMPOTENCY_MISMATCH for a key used with another body, CONFLICT while its first request is still running
 */
export async function answerOnce<T>(
  db: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  work: Work<T> | LongWork<T>,
) {
  const isLong = typeof work === "object";
  const deadlineMs = isLong ? work.deadlineMs : undefined;
  const prepare = async () => (isLong ? work.prepare() : work);
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string") {
    return send(reply, serialise(reply, await doOnce(db, await prepare(), deadlineMs)));
  }

  const [path = ""] = request.url.split("?", 1);
  const name = { userId: ownerOf(request), route: `${request.method} ${path}`, key };
  const bodyHash = createHash("sha256")
    .update(request.rawBody ?? "")
    .digest("base64");
  const waitUntil = Date.now() + WAIT_LIMIT_MS;
  let prepared = isLong && (await find(db, name)) ? undefined : await prepare();
  for (let looks = 0; ; looks++) {
    const outcome = await db.transaction(
      async (tx) => {
        if (!(await lock(tx, name))) return "running";
        const kept = await find(tx, name);
        if (kept) return { ...kept, replayed: true };
        // what was found before has expired since
        if (!prepared) return "unprepared";
        const answer = { ...serialise(reply, await prepared(tx)), bodyHash };
        const createdAt = sql`now()`;
        await tx
          .insert(idempotencyKeys)
          .values({ ...name, ...answer, createdAt })
          .onConflictDoUpdate({
            target: [idempotencyKeys.userId, idempotencyKeys.route, idempotencyKeys.key],
            set: { ...answer, createdAt },
          });
        return { ...answer, replayed: false };
      },
      // the request's time limit in the database is too short for all of them
      { deadlineMs: deadlineMs ?? (looks === 0 ? undefined : db.timeLimitMs) },
    );
    if (outcome === "unprepared") {
      prepared = await prepare();
      continue;
    }
    if (outcome !== "running") {
      if (outcome.bodyHash !== bodyHash) {
        throw new ApiError("IDEMPOTENCY_MISMATCH", "This Idempotency-Key was already used with a different body.");
      }
      if (outcome.replayed) reply.header("idempotency-replayed", "true");
      return send(reply, outcome);
    }
    if (Date.now() > waitUntil)
      throw new ApiError("CONFLICT", "The first request with this Idempotency-Key is still running.");
    await sleep(LOOK_EVERY_MS);
  }
}

/** One statement needs no transaction around it. */
const doOnce = <T>(db: Database, work: Work<T>, deadlineMs: number | undefined) =>
  deadlineMs === undefined ? work(db) : db.transaction(work, { deadlineMs });

type Name = Pick<typeof idempotencyKeys.$inferSelect, "userId" | "route" | "key">;

/** Until the transaction ends. Waiting for it would hold a connection, so nobody does. */
async function lock(tx: Transaction, { userId, route, key }: Name): Promise<boolean> {
  const name = `${userId} ${route} ${key}`;
  const { rows } = await tx.execute<{ free: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as free`,
  );
  return rows[0]?.free ?? false;
}

async function find(tx: Transaction, { userId, route, key }: Name) {
  const { status, headers, answer, bodyHash, createdAt } = idempotencyKeys;
  const [kept] = await tx
    .select({ status, headers, answer, bodyHash })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.userId, userId),
        eq(idempotencyKeys.route, route),
        eq(idempotencyKeys.key, key),
        gt(createdAt, sql`now() - make_interval(hours => ${IDEMPOTENCY_HOURS})`),
      ),
    );
  return kept;
}

function serialise<T>(reply: FastifyReply, { status, headers = {}, data }: Answer<T>): Kept {
  return { status, headers, answer: `${reply.code(status).serialize(success(data))}` };
}

function send(reply: FastifyReply, { status, headers, answer }: Kept) {
  return sendSerialised(reply.code(status).headers(headers), answer);
}
