import type { User } from "@cafe-app-ai/shared/auth/common";
import DataLoader from "dataloader";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import type { Database } from "../database/client.ts";
import { spendDatabaseTime, withDatabaseTime } from "../database/time-limit.ts";
import type { Transaction } from "../database/transaction.ts";
import { ApiError } from "../errors.ts";
import { readBearerToken } from "./bearer-token.ts";
import { readCookie, sessionCookie } from "./cookie.ts";
import { signValue, verifySignedValue } from "./signed-value.ts";
import { findSessions, LAST_SEEN_PRECISION_SECONDS, prepareStatements, SURPLUS_BATCH } from "./statements.ts";
import { toUser } from "./to-user.ts";

export type ActiveSession = {
  id: string;
  token: string;
  expiresAt: Date;
  renewedAt: Date;
  createdAt: Date;
  lastSeenAt: Date;
  user: User;
};

const DAY_SECONDS = 86_400;

/** How many statements a sign-in runs to end sessions beyond those that an account may have. Only old versions left more. */
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
      request.log.warn({ err: error }, "couldn't record a session's last use");
    } finally {
      this.#writing.delete(key);
    }
  }

  /** The token that the request carries, if one of our secrets signed it. The session may have ended. */
  presentedToken({ headers }: FastifyRequest): string | null {
    const bearer = readBearerToken(headers.authorization);
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

  /** The session of a token that has just been issued: in the transaction that issued it, or after that. */
  async open(token: string, tx?: Transaction): Promise<ActiveSession> {
    const [found] = tx
      ? await this.#findAll([token], findSessions(tx, this.#config))
      : [await spendDatabaseTime(() => this.#lookup.load(token))];
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
    if (readBearerToken(request.headers.authorization) === undefined)
      this.setCookie(reply, session.token, renewed.expiresAt);
  }

  async #findAll(tokens: readonly string[], find = this.#statements.find) {
    const rows = await find.execute({ tokens });
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

const isOlder = (time: Date, seconds: number) => Date.now() - time.getTime() > seconds * 1000;
