import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ApiError } from "../../errors.ts";
import { sessionEnded } from "../owner/change-as-owner.ts";
import { betterAuthCode, betterAuthHeaders } from "../sign-up/sign-up.ts";
import { revealDatabaseErrors } from "./plugin.ts";

/** What callers are told of Better Auth's refusals, by its codes. */
export type Refusals = Record<string, () => ApiError | Promise<ApiError>>;

/** Calls Better Auth. @throws ApiError as the refusals say; what they do not name is thrown as it is */
export async function callBetterAuth<T>(refusals: Refusals, call: () => Promise<T>): Promise<T> {
  try {
    return await revealDatabaseErrors(call);
  } catch (error) {
    throw (await refusals[betterAuthCode(error) ?? ""]?.()) ?? error;
  }
}

/**
 * The same as the session's user, in the signed-in scope.
 * @throws ApiError UNAUTHENTICATED where the session has ended meanwhile
 */
export function callSignedIn<T>(
  { auth, sessions }: Pick<FastifyInstance, "auth" | "sessions">,
  request: FastifyRequest,
  { refusals, cookies }: { refusals?: Refusals; cookies?: Record<string, string> },
  call: (headers: Headers) => Promise<T>,
): Promise<T> {
  const { name } = auth.options.advanced.cookies.session_token;
  const headers = betterAuthHeaders(request, { ...cookies, [name]: sessions.signToken(request.session.token) });
  return callBetterAuth({ UNAUTHORIZED: sessionEnded, ...refusals }, () => call(headers));
}
