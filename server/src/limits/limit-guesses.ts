import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { ApiError } from "../errors.ts";
import { limitReached } from "./limit-reached.ts";
import { accountKey, type LimitStore } from "./limit-store.ts";

/**
 * Limits wrong guesses at one account, whether it exists or not: its password by its email, its two-factor codes by a
 * subject of its own.
 */
export function limitGuesses(store: LimitStore, wrongGuesses: number) {
  const limiter = new RateLimiterPostgres({ ...store, keyPrefix: "account", points: wrongGuesses, duration: 15 * 60 });

  /**
   * Makes one guess. It counts before it's made, so that many at once get no further than one after another; only a
   * wrong one stays counted, and a right one clears the count.
   * @throws ApiError RATE_LIMITED, also for a right guess
   */
  async function attempt<T>(subject: string, guess: () => Promise<T>): Promise<T> {
    try {
      await limiter.consume(accountKey(subject));
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      throw limitReached("account", Math.max(1, rejection.msBeforeNext));
    }
    const result = await keepWrong(subject, guess);
    await clear(subject);
    return result;
  }

  /** Makes a guess that was already counted. Only one that fails because it's wrong stays counted. */
  async function keepWrong<T>(subject: string, guess: () => Promise<T>): Promise<T> {
    try {
      return await guess();
    } catch (error) {
      const wrong = error instanceof ApiError && error.code === "INVALID_CREDENTIALS";
      // if this fails too, one attempt too many is counted
      if (!wrong) await limiter.reward(accountKey(subject), 1).catch(() => undefined);
      throw error;
    }
  }

  /** After a right guess: if the count can't be cleared, one attempt too many is counted. */
  async function clear(subject: string): Promise<void> {
    await forget(subject).catch(() => undefined);
  }

  /** Clears the count of an account whose owner has proved who they are in another way. */
  async function forget(email: string): Promise<void> {
    await limiter.delete(accountKey(email));
  }

  return { limiter, attempts: { attempt, keepWrong, clear, forget } };
}
