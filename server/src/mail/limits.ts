import type { Pool } from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import type { Config } from "../config.ts";
import { accountKey, limitStore, takePoint } from "../limits/limit-store.ts";
import { limitsHit } from "../metrics/registry.ts";

/** Seconds. */
const HOUR_SECONDS = 3600;
/** Mails of one kind an hour from one sender to one recipient: half of the recipient's limit, to leave room for others. */
const FROM_ONE_SENDER = 10;
/** The same for sign-ups, each of which has its own link that no other mail can replace. */
const SIGN_UPS_FROM_ONE_SENDER = 15;
/** Mails of one kind an hour to one recipient, from all senders. */
const TO_ONE_RECIPIENT = 20;
/** Mails an hour that one account can cause, to all recipients. */
const FROM_ONE_ACCOUNT = 20;

/**
 * Limits on mails that someone other than their recipient can cause, counted in PostgreSQL so that they hold across
 * replicas. Kinds are counted separately: spamming sign-ups doesn't use up password reset mails.
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
    // in this order, so that a sender over their limit doesn't use up the recipient's
    const allowed =
      (await takePoint(bySender, accountKey(sender))) &&
      (await takePoint(byPair, `${kind}:${accountKey(`${sender} ${recipient}`)}`)) &&
      (await takePoint(this.#byRecipient, `${kind}:${accountKey(recipient)}`));
    if (!allowed) limitsHit.inc({ limit: "mail" });
    return allowed;
  }
}
