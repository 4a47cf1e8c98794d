import type { SignUp } from "@cafe-app-ai/shared/auth";
import { isAPIError } from "better-auth/api";
import { eq, sql } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Database } from "../../database/client.ts";
import { users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { clientIp, userAgent } from "../../http/client-ip.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { inOneTransaction } from "../better-auth/join-transaction.ts";
import { CLIENT_IP_HEADER } from "../better-auth/plugin.ts";
import { ipSender } from "../mail/senders.ts";
import { withHashedPassword } from "../password/hash.ts";
import { contestUnverified, findUnverified, type UnverifiedAccount } from "./contested-sign-up.ts";

/**
 * Makes the account.
 * @returns the token of its first session; null where the email must be verified first, and then the same
 *   whether the email was known or not. Of two sign-ups with one email neither password counts: decision 0017.
 * @throws ApiError EMAIL_TAKEN where verification is not required
 */
export async function signUp(
  app: Pick<FastifyInstance, "auth" | "db" | "mail">,
  account: SignUp,
  request: FastifyRequest,
): Promise<string | null> {
  const { auth, db, mail } = app;
  const verifyFirst = auth.options.emailAndPassword.requireEmailVerification;
  const known = verifyFirst ? await findUnverified(db, account) : undefined;
  const token = await withHashedPassword(account.password, async () => {
    const create = () => inOneTransaction(db, (tx) => createAccount(tx, app, { ...account, known }, request));
    try {
      return await create();
    } catch (error) {
      const code = betterAuthCode(error);
      const taken =
        code === "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL" ||
        // the code of any failed insert: someone else may have won the race for the email
        (code === "FAILED_TO_CREATE_USER" && (await isRegistered(db, account.email)));
      if (!taken) throw error;
      // the winner's account is there by now, so this is one more sign-up with its email
      if (verifyFirst) return create();
      throw new ApiError("EMAIL_TAKEN", "An account with this email already exists");
    }
  });
  mail.wake();
  return token;
}

type NewAccount = SignUp & { known: UnverifiedAccount | undefined };

/** The account, or what of it has to wait for the mail, and that mail: all of it or nothing. */
async function createAccount(
  tx: Transaction,
  { auth, mail }: Pick<FastifyInstance, "auth" | "mail">,
  { email, password, name = "", known }: NewAccount,
  request: FastifyRequest,
): Promise<string | null> {
  const body = { email, password, name };
  const { token, user } = await auth.api.signUpEmail({ body, headers: betterAuthHeaders(request) });
  // Better Auth answers alike for a new and a known email, with an id of no account for the known
  if (token === null) await contestUnverified(tx, { email, newId: user.id, known });
  // for the id of no account this notes nothing
  await recordActivity(tx, request, user.id, "signed-up");
  const pending = token === null ? { signUp: { name } } : {};
  const data = { sender: ipSender(request), ...pending };
  await mail.queue(tx, { kind: "sign-up", recipient: email.toLowerCase(), data, requestId: request.id });
  return token;
}

/**
 * What Better Auth may know of a request: never its credentials or forwarding headers, and of cookies only those that
 * are handed over here, by name.
 */
export function betterAuthHeaders(request: FastifyRequest, cookies: Record<string, string> = {}): Headers {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return new Headers({
    ...(cookie.length > 0 && { cookie: cookie.join("; ") }),
    [CLIENT_IP_HEADER]: clientIp(request),
    "user-agent": userAgent(request),
  });
}

/** The value of a cookie that Better Auth sets, decoded. @throws where it sets none of that name */
export function readSetCookie(headers: Headers, name: string): string {
  const cookie = headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0] ?? "")
    .find((pair) => pair.startsWith(`${name}=`));
  if (cookie === undefined) throw new Error(`Better Auth did not set the cookie ${name}`);
  return decodeURIComponent(cookie.slice(name.length + 1));
}

/** Better Auth's code of an error, or its status where it has none; undefined for any other error. */
export const betterAuthCode = (error: unknown): string | undefined =>
  isAPIError(error) ? (error.body?.code ?? String(error.status)) : undefined;

async function isRegistered(db: Database, email: string): Promise<boolean> {
  const rows = await db.select({ one: sql`1` }).from(users).where(eq(users.email, email.toLowerCase())).limit(1);
  return rows.length > 0;
}
