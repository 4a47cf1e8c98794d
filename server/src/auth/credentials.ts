import type { SignUp } from "@cafe-app-ai/shared/auth";
import { isAPIError } from "better-auth/api";
import { eq, sql } from "drizzle-orm";
import type { FastifyRequest } from "fastify";
import type { Database } from "../database/client.ts";
import { users } from "../database/schema.ts";
import { ApiError } from "../errors.ts";
import { clientAddress } from "../plugins/client-address.ts";
import { type Auth, CLIENT_ADDRESS_HEADER } from "./better-auth.ts";
import { endMailTokens } from "./mail/tokens.ts";
import { removeOtherWaysIn, setPassword } from "./ownership.ts";
import { withHashedPassword } from "./password.ts";

/**
 * Makes the account.
 * @returns the token of its first session; null where the address must be verified first, and then the same
 *   whether the address was known or not. One that was never verified then has the newest sign-up's password.
 * @throws ApiError EMAIL_TAKEN where verification is not required
 */
export async function signUp(
  { auth, db }: { auth: Auth; db: Database },
  { email, password, name = "" }: SignUp,
  headers: Headers,
): Promise<string | null> {
  try {
    const body = { email, password, name };
    return await withHashedPassword(password, async (hash) => {
      const { token, user } = await auth.api.signUpEmail({ body, headers });
      if (token === null) await replaceUnverified(db, { email, name, hash, newId: user.id });
      return token;
    });
  } catch (error) {
    const code = betterAuthCode(error);
    const taken =
      code === "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL" ||
      // the code of any failed insert: someone else may have won the race for the address
      (code === "FAILED_TO_CREATE_USER" && (await isRegistered(db, email)));
    if (!taken) throw error;
    if (auth.options.emailAndPassword.requireEmailVerification) return null;
    throw new ApiError("EMAIL_TAKEN", "An account with this email already exists");
  }
}

/**
 * Better Auth answers alike for a new and a known address, with an id of no account for the known. Whoever signed up
 * with it before may be somebody else, waiting for its owner to verify it: their password must not stay.
 */
async function replaceUnverified(
  db: Database,
  { email, name, hash, newId }: { email: string; name: string; hash: string; newId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.email, email.toLowerCase())).for("update");
    if (!user || user.emailVerified || user.id === newId) return;
    await removeOtherWaysIn(tx, user.id);
    await endMailTokens(tx, user.id, ["verify-email", "change-email", "reset-password"]);
    await setPassword(tx, user.id, hash);
    await tx.update(users).set({ name }).where(eq(users.id, user.id));
  });
}

/**
 * What Better Auth may know of a request: never its credentials or forwarding headers, and of cookies only those that
 * are handed over here, by name.
 */
export function betterAuthHeaders(request: FastifyRequest, cookies: Record<string, string> = {}): Headers {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return new Headers({
    ...(cookie.length > 0 && { cookie: cookie.join("; ") }),
    [CLIENT_ADDRESS_HEADER]: clientAddress(request),
    "user-agent": userAgent(request),
  });
}

/** What is kept of how a browser or program names itself. */
export const userAgent = ({ headers }: Pick<FastifyRequest, "headers">) => (headers["user-agent"] ?? "").slice(0, 512);

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
