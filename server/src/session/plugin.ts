import type { User } from "@cafe-app-ai/shared/auth";
import cookie from "@fastify/cookie";
import DataLoader from "dataloader";
import { and, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import type { FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import type { Database } from "../database/client.ts";
import { sessions, users } from "../database/schema.ts";
import { spendDatabaseTime, withDatabaseTime } from "../database/time-limit.ts";
import { ApiError } from "../errors.ts";
import { readCookie, sessionCookie } from "./cookie.ts";
import { signValue, verifySignedValue } from "./signed-value.ts";

export type ActiveSession = {
  id: string;
  token: string;
  expiresAt: Date;
  renewedAt: Date;
  createdAt: Date;
  lastSeenAt: Date;
  user: User;
};

declare module "fastify" {
  interface FastifyInstance {
    sessions: Sessions;
  }
  interface FastifyRequest {
    /** In the signed-in scope only. */
    user: User;
    /** In the signed-in scope only. */
    session: ActiveSession;
  }
}

export const sessionPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    await app.register(cookie);
    app.decorate("sessions", new Sessions(app.db, config));
    // null until the signed-in scope's hook has run
    app.decorateRequest("user", null as unknown as User);
    app.decorateRequest("session", null as unknown as ActiveSession);
  },
  { name: "session", dependencies: ["database"] },
);

/** The signed-in scope's hook: sets `request.user` and `request.session`, or responds with 401. */
export async function requireSession(this: { sessions: Sessions }, request: FastifyRequest, reply: FastifyReply) {
  const session = await this.sessions.find(request, reply);
  if (!session) {
    throw new ApiError("UNAUTHENTICATED", "Sign in to continue.", { headers: { "www-authenticate": "Bearer" } });
  }
  reply.header("x-user-id", session.user.id);
  refuseOtherUser(request, session.user);
  request.session = session;
  request.user = session.user;
}

/**
 * A window that still shows a user who signed out must not act for the user who signed in since, so it names the one it
 * shows in `X-User-Id`. @throws ApiError SESSION_CHANGED if that isn't the session's user
 */
export function refuseOtherUser({ headers }: FastifyRequest, { id }: User): void {
  const named = headers["x-user-id"];
  if (named !== undefined && String(named).toLowerCase() !== id) {
    throw new ApiError("SESSION_CHANGED", "You're signed in to another account now. Reload the page.");
  }
}

const DAY_SECONDS = 86_400;

/** How precisely a session's last use is known: one write per request would cost more than it's worth. */
const LAST_SEEN_PRECISION_SECONDS = 300;

/** How many sessions an account can have at once. */
export const SESSIONS_MAX = 100;
/** How many sessions one statement ends, and how many such statements a sign-in runs. Only old versions left more. */
const SURPLUS_BATCH = 2000;
const SURPLUS_BATCHES = 10;

/** Who a request is from: one credential in two carriers, `Authorization: Bearer` before the cookie. */
export class Sessions {
  readonly #config: Config;
  readonly #cookie: ReturnType<typeof sessionCookie>;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #writing = new Set<string>();
  readonly #lookup: DataLoader<string, Omit<ActiveSession, "token"> | undefined>;

  constructor(db: Database, config: Config) {
    this.#config = config;
    this.#cookie = sessionCookie(config);
    this.#statements = prepareStatements(db, config);
    // requests that arrive in one turn of the event loop share a statement: docs/decisions/0003
    this.#lookup = new DataLoader((tokens) => this.#findAll(tokens), {
      cache: false,
      maxBatchSize: 500,
      // with a time limit of its own, because it serves several requests
      batchScheduleFn: (lookUp) => withDatabaseTime(db.timeLimitMs, () => setImmediate(lookUp)),
    });
  }

  /** The request's valid session, or null. Renews it when it is due, and the cookie with it. */
  async find(request: FastifyRequest, reply: FastifyReply): Promise<ActiveSession | null> {
    const token = this.presentedToken(request);
    const found = token && (await spendDatabaseTime(() => this.#lookup.load(token)));
    if (!found) return null;
    const session = { ...found, token };
    const renewAfter = Math.min(DAY_SECONDS, this.#config.sessionIdleSeconds / 7);
    if (isOlder(session.renewedAt, renewAfter)) {
      await this.#writeOnce(`renew ${session.id}`, request, () => this.#renew(session, request, reply));
    }
    if (isOlder(session.lastSeenAt, LAST_SEEN_PRECISION_SECONDS)) {
      await this.#writeOnce(`touch ${session.id}`, request, () => this.#statements.touch.execute({ id: session.id }));
    }
    return session;
  }

  /** A write that no read depends on: one of several concurrent requests makes it, and if it fails the next one will. */
  async #writeOnce(key: string, request: FastifyRequest, write: () => Promise<unknown>): Promise<void> {
    if (this.#writing.has(key)) return;
    this.#writing.add(key);
    try {
      await write();
    } catch (error) {
      request.log.warn({ err: error }, "the use of a session could not be noted");
    } finally {
      this.#writing.delete(key);
    }
  }

  /** The token that the request carries, if one of our secrets signed it. The session may have ended. */
  presentedToken({ headers }: FastifyRequest): string | null {
    const bearer = bearerToken(headers.authorization);
    const credential = bearer ?? readCookie(headers.cookie, this.#cookie.name);
    return credential ? verifySignedValue(credential, this.#config.authSecrets) : null;
  }

  /** Ends a session at once, on every replica. Ending an unknown one is no error. */
  async end(token: string): Promise<void> {
    await this.#statements.end.execute({ token });
  }

  /** Whether a session that was found before is still valid. */
  async isLive(token: string): Promise<boolean> {
    return (await this.#lookup.load(token)) !== undefined;
  }

  /** The session of a token that Better Auth has just issued. */
  async open(token: string): Promise<ActiveSession> {
    const found = await this.#lookup.load(token);
    // another device's may have ended it already
    if (!found) throw new ApiError("UNAUTHENTICATED", "This session has already ended. Sign in again.");
    return { ...found, token };
  }

  /** Ends the sessions of a user beyond `SESSIONS_MAX`, the least recently used first. For after each new one. */
  async endSurplus(userId: string): Promise<void> {
    for (let batch = 0; batch < SURPLUS_BATCHES; batch++) {
      const { rowCount } = await this.#statements.endSurplus.execute({ userId });
      if ((rowCount ?? 0) < SURPLUS_BATCH) return;
    }
  }

  /** The signed token, for the client to present. */
  signToken(token: string): string {
    return signValue(token, this.#config.authSecrets);
  }

  /** @returns the signed token, for a client that keeps no cookies */
  setCookie(reply: FastifyReply, token: string, expiresAt: Date): string {
    const maxAge = Math.max(0, Math.round((expiresAt.getTime() - Date.now()) / 1000));
    const signed = this.signToken(token);
    reply.setCookie(this.#cookie.name, signed, { ...this.#cookie.options, maxAge });
    return signed;
  }

  clearCookie(reply: FastifyReply): void {
    reply.clearCookie(this.#cookie.name, this.#cookie.options);
  }

  async #renew(session: ActiveSession, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    // one of several requests at once wins; the others find nothing left to renew
    const [renewed] = await this.#statements.renew.execute({ id: session.id, renewedAt: session.renewedAt });
    if (!renewed) return;
    session.expiresAt = renewed.expiresAt;
    if (bearerToken(request.headers.authorization) === undefined)
      this.setCookie(reply, session.token, renewed.expiresAt);
  }

  async #findAll(tokens: readonly string[]) {
    const rows = await this.#statements.find.execute({ tokens });
    const byToken = new Map(rows.map((row) => [row.token, row]));
    return tokens.map((token) => {
      const row = byToken.get(token);
      return (
        row && {
          id: row.id,
          expiresAt: row.expiresAt,
          renewedAt: row.updatedAt,
          createdAt: row.createdAt,
          lastSeenAt: row.lastSeenAt,
          user: toUser(row.user),
        }
      );
    });
  }
}

type UserRow = typeof users.$inferSelect;

/** What the API returns about a user, and nothing else. */
export function toUser({ id, email, name, emailVerified, image, createdAt, updatedAt }: UserRow): User {
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id, email, name, emailVerified, image, ...times };
}

/** Named statements: PostgreSQL plans them once for each connection. Its clock decides, the same for every replica. */
function prepareStatements(db: Database, { sessionIdleSeconds, sessionMaxSeconds }: Config) {
  const idle = sql`make_interval(secs => ${sessionIdleSeconds}::int)`;
  const max = sql`make_interval(secs => ${sessionMaxSeconds}::int)`;
  const { id, token, expiresAt, updatedAt, createdAt, lastSeenAt, userId } = sessions;
  return {
    find: db
      .select({ id, token, expiresAt, updatedAt, createdAt, lastSeenAt, user: users })
      .from(sessions)
      .innerJoin(users, eq(users.id, userId))
      .where(
        and(
          sql`${token} = any(${sql.placeholder("tokens")})`,
          gt(expiresAt, sql`now()`),
          gt(createdAt, sql`now() - ${max}`),
          isNull(users.deletedAt),
        ),
      )
      .prepare("find_sessions"),
    renew: db
      .update(sessions)
      .set({ expiresAt: sql`least(now() + ${idle}, ${createdAt} + ${max})`, updatedAt: sql`now()` })
      .where(
        and(
          eq(id, sql.placeholder("id")),
          lt(updatedAt, sql`${sql.placeholder("renewedAt")}::timestamptz + interval '1 ms'`),
        ),
      )
      .returning({ expiresAt })
      .prepare("renew_session"),
    touch: db
      .update(sessions)
      // `updatedAt` stays: it tells when the session was renewed
      .set({ lastSeenAt: sql`now()`, updatedAt: sql`${updatedAt}` })
      .where(
        inArray(
          id,
          db
            .select({ id })
            .from(sessions)
            .where(
              and(
                eq(id, sql.placeholder("id")),
                lt(lastSeenAt, sql`now() - make_interval(secs => ${LAST_SEEN_PRECISION_SECONDS}::int)`),
              ),
            )
            // another replica is doing it
            .for("update", { skipLocked: true }),
        ),
      )
      .prepare("touch_session"),
    endSurplus: db
      .delete(sessions)
      .where(
        sql`ctid in (
          select ctid from ${sessions}
          where ${userId} = ${sql.placeholder("userId")} and (${lastSeenAt}, ${id}) < (
            select ${lastSeenAt}, ${id} from ${sessions}
            where ${userId} = ${sql.placeholder("userId")} and ${expiresAt} > now() and ${createdAt} > now() - ${max}
            order by 1 desc, 2 desc offset ${SESSIONS_MAX - 1} limit 1
          ) limit ${SURPLUS_BATCH} for update skip locked
        )`,
      )
      .prepare("end_surplus_sessions"),
    end: db
      .delete(sessions)
      .where(eq(token, sql.placeholder("token")))
      .prepare("end_session"),
  };
}

const isOlder = (time: Date, seconds: number) => Date.now() - time.getTime() > seconds * 1000;

/** What follows the scheme, or an empty string. Undefined if the header is missing or has another scheme. */
function bearerToken(header = ""): string | undefined {
  const [scheme = "", ...rest] = header.split(" ");
  return scheme.toLowerCase() === "bearer" ? rest.join(" ").trim() : undefined;
}
