import { isAPIError } from "better-auth/api";
import type { FastifyInstance } from "fastify";
import type { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import { type Owner, sessionEnded } from "../owner/change-as-owner.ts";
import { type CallContext, runInContext } from "./call-context.ts";
import { betterAuthHeaders } from "./headers.ts";

/** What callers are told of Better Auth's refusals, by its codes. */
export type Refusals = Record<string, () => ApiError | Promise<ApiError>>;

type Options = Omit<CallContext, "failure"> & { refusals?: Refusals };

/**
 * Calls Better Auth, which would answer a failing database with a refusal of its own, and only log the failure.
 * @throws the database's error: it is neither a bad passkey nor a missing session; ApiError as the refusals say; what
 *   they do not name as it is
 */
export async function callBetterAuth<T>(
  call: () => Promise<T>,
  { refusals = {}, ...context }: Options = {},
): Promise<T> {
  const failure: NonNullable<CallContext["failure"]> = {};
  try {
    return await runInContext({ ...context, failure }, call);
  } catch (thrown) {
    const error = failure.error ?? thrown;
    throw (await refusals[betterAuthCode(error) ?? ""]?.()) ?? error;
  }
}

/**
 * The same as the caller.
 * @throws ApiError UNAUTHENTICATED where the session has ended meanwhile
 */
export function callAsOwner<T>(
  { auth, sessions }: Pick<FastifyInstance, "auth" | "sessions">,
  { session, client }: Pick<Owner, "session"> & { client: Client },
  call: (headers: Headers) => Promise<T>,
  { cookies, refusals, ...context }: Options & { cookies?: Record<string, string> } = {},
): Promise<T> {
  const { name } = auth.options.advanced.cookies.session_token;
  const headers = betterAuthHeaders(client, { ...cookies, [name]: sessions.signToken(session.token) });
  return callBetterAuth(() => call(headers), { ...context, refusals: { UNAUTHORIZED: sessionEnded, ...refusals } });
}

/** Better Auth's code of an error, or its status where it has none; undefined for any other error. */
const betterAuthCode = (error: unknown): string | undefined =>
  isAPIError(error) ? (error.body?.code ?? String(error.status)) : undefined;
