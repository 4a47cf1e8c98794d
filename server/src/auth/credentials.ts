import { isAPIError } from "better-auth/api";
import { eq, sql } from "drizzle-orm";
import type { FastifyRequest } from "fastify";
import type { SignIn, SignUp } from "shared/auth";
import { users } from "../database/schema.ts";
import { ApiError } from "../errors.ts";
import { clientAddress } from "../plugins/client-address.ts";
import type { Database } from "../plugins/database.ts";
import { type Auth, CLIENT_ADDRESS_HEADER } from "./better-auth.ts";
import { withHashedPassword } from "./password.ts";

/**
 * Makes the account.
 * @returns the token of its first session; null where the address must be verified first, and then the same
 *   whether the address was known or not
 * @throws ApiError EMAIL_TAKEN where verification is not required
 */
export async function signUp(
  { auth, db }: { auth: Auth; db: Database },
  { email, password, name = "" }: SignUp,
  headers: Headers,
): Promise<string | null> {
  try {
    const body = { email, password, name };
    return (await withHashedPassword(password, () => auth.api.signUpEmail({ body, headers }))).token;
  } catch (error) {
    const code = betterAuthCode(error);
    const taken =
      code === "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL" ||
      // the code of any failed insert: someone else may have won the race for the address
      (code === "FAILED_TO_CREATE_USER" && (await isRegistered(db, email)));
    if (!taken) throw error;
    if (auth.options.emailAndPassword.requireEmailVerification) return null;
    throw new ApiError("EMAIL_TAKEN", "There is already an account with this address");
  }
}

/**
 * Checks the password and starts a session.
 * @returns the session's token
 * @throws ApiError INVALID_CREDENTIALS, the same for an unknown address; EMAIL_NOT_VERIFIED
 */
export async function signIn(auth: Auth, { email, password }: SignIn, headers: Headers): Promise<string> {
  try {
    return (await auth.api.signInEmail({ body: { email, password }, headers })).token;
  } catch (error) {
    const code = betterAuthCode(error);
    if (code === "INVALID_EMAIL_OR_PASSWORD") {
      throw new ApiError("INVALID_CREDENTIALS", "The address or the password is wrong");
    }
    if (code === "EMAIL_NOT_VERIFIED") {
      throw new ApiError("EMAIL_NOT_VERIFIED", "Open the link in the mail we sent you to confirm your address first");
    }
    throw error;
  }
}

/** What Better Auth may know of a request: never its cookies, credentials or forwarding headers. */
export function betterAuthHeaders(request: FastifyRequest): Headers {
  return new Headers({
    [CLIENT_ADDRESS_HEADER]: clientAddress(request),
    "user-agent": (request.headers["user-agent"] ?? "").slice(0, 512),
  });
}

const betterAuthCode = (error: unknown): string | undefined => (isAPIError(error) ? error.body?.code : undefined);

async function isRegistered(db: Database, email: string): Promise<boolean> {
  const rows = await db.select({ one: sql`1` }).from(users).where(eq(users.email, email.toLowerCase())).limit(1);
  return rows.length > 0;
}
