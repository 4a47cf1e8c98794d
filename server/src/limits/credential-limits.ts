import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Config } from "../config.ts";
import { ApiError } from "../errors.ts";
import { clientIp, ipKey } from "../http/client-ip.ts";
import { declareErrors } from "../http/error-responses.ts";
import { limitsHit } from "../metrics/registry.ts";

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
      if ([route.onRequest].flat().includes(limits.countRequest)) declareErrors(route, [429]);
    });
  },
  { name: "credential-limits", dependencies: ["database"] },
);

/** Where every limit counts. */
export const limitStore = (pool: Pool) => ({
  storeClient: pool,
  storeType: "pool",
  tableName: "rate_limits",
  tableCreated: true,
  clearExpiredByTimeout: false,
});

/** A time-based code is valid for 90 seconds; clocks of replicas differ a little. */
const CODE_SECONDS = 120;

class CredentialLimits {
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
      // one that is over the limit costs no more statements
      inMemoryBlockOnConsumed: authRequestsPerIp + 1,
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
    await consume("ip", this.#byIp, ipKey(clientIp(request)));
  };

  /**
   * One attempt to guess at an account, whether it exists or not: its password by its email, its two-factor codes by a
   * subject of its own. It counts before it is made, so that many at once get no further than one after another; only a
   * wrong guess leaves it counted, and a right one clears the count.
   * @throws ApiError RATE_LIMITED, also for a right guess
   */
  async attempt<T>(subject: string, guess: () => Promise<T>): Promise<T> {
    const key = accountKey(subject);
    await consume("account", this.#byAccount, key);
    try {
      const result = await guess();
      // it was right: if the count can't be cleared, one attempt too many is counted
      await this.#byAccount.delete(key).catch(() => undefined);
      return result;
    } catch (error) {
      const wrong = error instanceof ApiError && error.code === "INVALID_CREDENTIALS";
      // if this fails too, one attempt too many is counted
      if (!wrong) await this.#byAccount.reward(key, 1).catch(() => undefined);
      throw error;
    }
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

/** The text as a key of the limits' table, which holds no email and no code in clear. */
export const accountKey = (subject: string) => createHash("sha256").update(subject.toLowerCase()).digest("base64url");

/** Whether there was a point left. */
export async function isWithin(limiter: RateLimiterPostgres, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return false;
    throw rejection;
  }
}

async function consume(name: string, limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    limitsHit.inc({ limit: name });
    throw tooManyAttempts(Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)));
  }
}

/** The refusal of an attempt before these seconds have passed. */
export const tooManyAttempts = (seconds: number) =>
  new ApiError("RATE_LIMITED", `Too many attempts. Try again in ${waitingTime(seconds)}.`, {
    headers: { "retry-after": String(seconds) },
  });

const waitingTime = (seconds: number) => (seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`);
