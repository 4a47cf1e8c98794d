import type { Pool } from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import type { Config } from "../config.ts";
import { accountKey, isWithin, limitStore } from "../limits/limit-store.ts";
import { limitsHit } from "../metrics/registry.ts";

/** Seconds. */
const HOUR_SECONDS = 3600;
/** Mails of one kind an hour that one sender can cause to one recipient: half of what a recipient gets leaves room for others. */
const FROM_ONE_SENDER = 10;
/** The same for sign-ups, of which each has a link of its own that no other mail stands in for. */
const SIGN_UPS_FROM_ONE_SENDER = 15;
/** Mails of one kind an hour to one recipient, whoever causes them. */
const TO_ONE_RECIPIENT = 20;
/** Mails an hour that one account can cause, whomever they go to. */
const FROM_ONE_ACCOUNT = 20;

/**
 * Limits on the mails that somebody other than their recipient can cause, counted in PostgreSQL so that they hold across
 * replicas. Kinds count apart: who spams sign-ups does not use up the mails for a new password.
 */
export class MailLimits {
  readonly #byIp: RateLimiterPostgres;
  readonly #byAccount: RateLimiterPostgres;
  readonly #byPair: RateLimiterPostgres;
  readonly #signUpsByPair: RateLimiterPostgres;
  readonly #byRecipient: RateLimiterPostgres;

  constructor(pool: Pool, { authRequestsPerIp }: Pick<Config, "authRequestsPerIp">) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({ ...limitStore(pool), keyPrefix, points, duration: HOUR_SECONDS });
    this.#byIp = limiter("mail-from-ip", authRequestsPerIp);
    this.#byAccount = limiter("mail-from-account", FROM_ONE_ACCOUNT);
    this.#byPair = limiter("mail-pair", FROM_ONE_SENDER);
    this.#signUpsByPair = limiter("mail-pair", SIGN_UPS_FROM_ONE_SENDER);
    this.#byRecipient = limiter("mail-to", TO_ONE_RECIPIENT);
  }

  /**
   * Whether one more mail of the kind may go from the sender to the recipient.
   * @param sender `account:…` or `ip:…`
   */
  async allow(kind: string, recipient: string, sender: string): Promise<boolean> {
    const bySender = sender.startsWith("account:") ? this.#byAccount : this.#byIp;
    const byPair = kind === "sign-up" ? this.#signUpsByPair : this.#byPair;
    // in this order: what a sender has no right to does not use up the recipient's
    const allowed =
      (await isWithin(bySender, accountKey(sender))) &&
      (await isWithin(byPair, `${kind}:${accountKey(`${sender} ${recipient}`)}`)) &&
      (await isWithin(this.#byRecipient, `${kind}:${accountKey(recipient)}`));
    if (!allowed) limitsHit.inc({ limit: "mail" });
    return allowed;
  }
}
