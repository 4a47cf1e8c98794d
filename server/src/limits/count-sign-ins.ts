import { sql } from "drizzle-orm";
import type { Database } from "../database/client.ts";
import { rateLimits } from "../database/schema.ts";
import { ipKey } from "../http/client/client-ip.ts";
import { consumeSql } from "./consume-sql.ts";
import type { limitGuesses } from "./limit-guesses.ts";
import type { limitIpRequests } from "./limit-ip-requests.ts";
import { limitReached } from "./limit-reached.ts";
import { accountKey } from "./limit-store.ts";

/** A sign-in's counts, and for how long they still hold (ms). The account's are null where it wasn't counted. */
type SignInCounts = { ipLeft: number | null; account: number | null; accountLeft: number | null };

/** Counts a sign-in against both limits in the statement that finds the account. */
export function countSignIns(
  { limiter: byIp, limitIp }: Pick<ReturnType<typeof limitIpRequests>, "limiter" | "limitIp">,
  { limiter: byAccount }: Pick<ReturnType<typeof limitGuesses>, "limiter">,
) {
  /**
   * The parts of that statement: one more request from the IP address and, if that is within its limit, one more attempt
   * at the account, whether it exists or not.
   */
  function signInCounters(db: Database) {
    const columns = { points: rateLimits.points, expire: rateLimits.expire };
    const ip = db.$with("ip_count", columns).as(consumeSql(byIp, "ipKey"));
    const within = sql`from ip_count where points <= ${byIp.points}`;
    const account = db.$with("account_count", columns).as(consumeSql(byAccount, "accountKey", within));
    return { ip, account };
  }

  /** The values that go with `signInCounters`. */
  function signInKeys(ip: string, email: string) {
    return { ipKey: byIp.getKey(ipKey(ip)), accountKey: byAccount.getKey(accountKey(email)) };
  }

  /** @throws ApiError RATE_LIMITED if a sign-in is over either limit */
  function requireAttempt(ip: string, { ipLeft, account, accountLeft }: SignInCounts): void {
    if (account === null) throw limitIp(ip, waitMs(ipLeft));
    if (account > byAccount.points) throw limitReached("account", waitMs(accountLeft));
  }

  return { signInCounters, signInKeys, requireAttempt };
}

const waitMs = (left: number | null) => Math.max(1, left ?? 0);
