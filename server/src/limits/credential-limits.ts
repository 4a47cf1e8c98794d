import { sql } from "drizzle-orm";
import type { FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Config } from "../config.ts";
import type { Database } from "../database/client.ts";
import { rateLimits } from "../database/schema.ts";
import { ApiError } from "../errors.ts";
import { clientIp, ipKey } from "../http/client-ip.ts";
import { declareErrors } from "../http/error-responses.ts";
import { consumeSql } from "./consume-sql.ts";
import { limitReached } from "./limit-reached.ts";
import { accountKey, isWithin, limitStore } from "./limit-store.ts";

type Limits = Pick<Config, "authRequestsPerIp" | "loginAttemptsPerAccount">;

declare module "fastify" {
  interface FastifyInstance {
    credentialLimits: CredentialLimits;
  }
}

/** Limits on guessing credentials, counted in PostgreSQL so that they hold across replicas. */
export const credentialLimitsPlugin = fp<{ config: Limits }>(
  async (app, { config }) => {
    const limits = new CredentialLimits(app.db.$client, config);
    app.decorate("credentialLimits", limits);
    app.addHook("onRoute", (route) => {
      const hooks = [route.onRequest].flat();
      if (hooks.includes(limits.countRequest) || hooks.includes(limits.refuseLimited)) declareErrors(route, [429]);
    });
  },
  { name: "credential-limits", dependencies: ["database"] },
);

/** A time-based code is valid for 90 seconds; clocks of replicas differ a little. */
const CODE_SECONDS = 120;

/** What refuses a body: it's no JSON or fits no schema, is too long, or of another type. */
const UNREADABLE = new Set<number | undefined>([400, 413, 415]);

/** What a sign-in's counters stand at, the account's null where it wasn't counted, and until when, milliseconds since 1970. */
type SignInCounts = { ipUntil: number | null; account: number | null; accountUntil: number | null };

class CredentialLimits {
  /** IP addresses over their limit, for as long as they are: their requests cost no statement. */
  readonly #limitedIps = new LRUCache<string, true>({ max: 10_000 });
  readonly #byIp: RateLimiterPostgres;
  readonly #byAccount: RateLimiterPostgres;
  readonly #usedCodes: RateLimiterPostgres;

  constructor(pool: Pool, { authRequestsPerIp, loginAttemptsPerAccount }: Limits) {
    const store = limitStore(pool);
    this.#byIp = new RateLimiterPostgres({
      ...store,
      keyPrefix: "ip",
      points: authRequestsPerIp,
      duration: 60,
    });
    this.#byAccount = new RateLimiterPostgres({
      ...store,
      keyPrefix: "account",
      points: loginAttemptsPerAccount,
      duration: 15 * 60,
    });
    this.#usedCodes = new RateLimiterPostgres({ ...store, keyPrefix: "code", points: 1, duration: CODE_SECONDS });
  }

  /** A route's `onRequest` hook: one more request to the credential routes from this IP address. */
  countRequest = async (request: FastifyRequest) => {
    await this.refuseLimited(request);
    const ip = clientIp(request);
    await consume("ip", this.#byIp, ipKey(ip), (waitMs) => this.#remember(ip, waitMs));
  };

  /** The `onRequest` hook of a route that counts its requests itself, with `signInCounters`. */
  refuseLimited = async (request: FastifyRequest) => {
    const waitMs = this.#limitedIps.getRemainingTTL(ipKey(clientIp(request)));
    if (waitMs > 0) throw limitReached("ip", waitMs);
  };

  /** The error handler of such a route: a request whose body nobody can read is one too. */
  countUnreadable = async (error: { statusCode?: number }, request: FastifyRequest) => {
    if (UNREADABLE.has(error.statusCode)) await this.countRequest(request);
    throw error;
  };

  #remember(ip: string, waitMs: number): void {
    this.#limitedIps.set(ipKey(ip), true, { ttl: waitMs });
  }

  /**
   * What a sign-in counts, as parts of the statement that finds the account: one more request from its IP address and, if
   * that is within its limit, one more attempt at the account, whether it exists or not.
   */
  signInCounters(db: Database) {
    const columns = { points: rateLimits.points, expire: rateLimits.expire };
    const ip = db.$with("ip_count", columns).as(consumeSql(this.#byIp, "ipKey"));
    const within = sql`from ip_count where points <= ${this.#byIp.points}`;
    const account = db.$with("account_count", columns).as(consumeSql(this.#byAccount, "accountKey", within));
    return { ip, account };
  }

  /** The values that go with `signInCounters`. */
  signInKeys(ip: string, email: string) {
    const keys = { ipKey: this.#byIp.getKey(ipKey(ip)), accountKey: this.#byAccount.getKey(accountKey(email)) };
    return { ...keys, now: Date.now() };
  }

  /** @throws ApiError RATE_LIMITED where a sign-in has counted too many of either */
  requireAttempt(ip: string, { ipUntil, account, accountUntil }: SignInCounts): void {
    if (account === null) {
      this.#remember(ip, leftMs(ipUntil));
      throw limitReached("ip", leftMs(ipUntil));
    }
    if (account > this.#byAccount.points) throw limitReached("account", leftMs(accountUntil));
  }

  /**
   * One attempt to guess at an account, whether it exists or not: its password by its email, its two-factor codes by a
   * subject of its own. It counts before it is made, so that many at once get no further than one after another; only a
   * wrong guess leaves it counted, and a right one clears the count.
   * @throws ApiError RATE_LIMITED, also for a right guess
   */
  async attempt<T>(subject: string, guess: () => Promise<T>): Promise<T> {
    await consume("account", this.#byAccount, accountKey(subject));
    const result = await this.keepWrong(subject, guess);
    await this.clear(subject);
    return result;
  }

  /** Makes a guess that has been counted. One that fails otherwise than by being wrong doesn't stay counted. */
  async keepWrong<T>(subject: string, guess: () => Promise<T>): Promise<T> {
    try {
      return await guess();
    } catch (error) {
      const wrong = error instanceof ApiError && error.code === "INVALID_CREDENTIALS";
      // if this fails too, one attempt too many is counted
      if (!wrong) await this.#byAccount.reward(accountKey(subject), 1).catch(() => undefined);
      throw error;
    }
  }

  /** After a right guess: if the count can't be cleared, one attempt too many is counted. */
  async clear(subject: string): Promise<void> {
    await this.forget(subject).catch(() => undefined);
  }

  /** Clears the count of an account whose owner has proved to be one in another way. */
  async forget(email: string): Promise<void> {
    await this.#byAccount.delete(accountKey(email));
  }

  /**
   * Lets somebody's code be accepted once (RFC 6238, 5.2). It counts as used while it is checked, so that of two at once
   * only one gets on; a refused one is free again, as it is still good for another challenge.
   * @throws ApiError INVALID_CREDENTIALS for a used one
   */
  async acceptOnce<T>(userId: string, code: string, check: () => Promise<T>): Promise<T> {
    const key = accountKey(`${userId} ${code}`);
    if (!(await isWithin(this.#usedCodes, key))) {
      throw new ApiError("INVALID_CREDENTIALS", "This code was already used. Wait for the next one.");
    }
    try {
      return await check();
    } catch (error) {
      // of what failed otherwise nobody knows whether it was accepted
      if (error instanceof ApiError) await this.#usedCodes.delete(key).catch(() => undefined);
      throw error;
    }
  }
}

async function consume(
  name: string,
  limiter: RateLimiterPostgres,
  key: string,
  onLimit: (waitMs: number) => void = () => {},
): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    const waitMs = Math.max(1, rejection.msBeforeNext);
    onLimit(waitMs);
    throw limitReached(name, waitMs);
  }
}

const leftMs = (until: number | null) => Math.max(1, (until ?? 0) - Date.now());
