import type { ErrorCode, ErrorDetail, ErrorEnvelope, SuccessEnvelope } from "@cafe-app-ai/shared/envelope";
import { getConfig } from "./config.ts";
import { messages } from "./messages.ts";
import { getShownUser, startAnew } from "./windows.ts";

const TIME_LIMIT = 10_000;

/** The API answered, and refused. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: ErrorCode;
  readonly details: ErrorDetail[];
  readonly requestId: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(response: Response, error: ErrorEnvelope["error"]) {
    super(error.message);
    this.status = response.status;
    this.code = error.code;
    this.details = error.details ?? [];
    this.requestId = error.requestId;
    this.retryAfterSeconds = Number(response.headers.get("Retry-After")) || undefined;
  }
}

/** No answer of the API's own: it is down or too slow, the network is, or a proxy answers in its place. */
export class UnreachableError extends Error {
  override name = "UnreachableError";
}

/** Worth trying again by itself: the API is away, not unwilling. */
export function isAway(error: unknown): error is ApiError | UnreachableError {
  return error instanceof UnreachableError || (error instanceof ApiError && error.code === "SERVICE_UNAVAILABLE");
}

export const api = {
  get: <T>(path: string, signal?: AbortSignal) => request<T>(path, { signal }),
  post: <T>(path: string, body?: unknown) => request<T>(path, { method: "POST", ...json(body) }),
  patch: <T>(path: string, body: unknown) => request<T>(path, { method: "PATCH", ...json(body) }),
  delete: <T>(path: string, body?: unknown) => request<T>(path, { method: "DELETE", ...json(body) }),
};

/** A request without a body declares none. */
const json = (body: unknown): RequestInit =>
  body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };

/**
 * Sends the session's cookie, and unwraps the envelope: the data, or a thrown error. A request that changes something
 * names the user whom the page shows, so that it can't act on another account; a GET would need a preflight for that,
 * so there the answer's own word is compared.
 */
async function request<T>(path: string, { signal, ...init }: RequestInit): Promise<T> {
  const shownUser = getShownUser();
  const headers = new Headers(init.headers);
  if (init.method && shownUser) headers.set("X-User-Id", shownUser);
  const limit = AbortSignal.timeout(TIME_LIMIT);
  try {
    const response = await fetch(getConfig().apiUrl + path, {
      ...init,
      headers,
      credentials: "include",
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (shownUser && isAnothers(response, shownUser)) return startAnew();
    return await unwrap<T>(response);
  } catch (error) {
    if (error instanceof ApiError && error.code === "SESSION_CHANGED") return startAnew();
    if (error instanceof ApiError || signal?.aborted) throw error;
    throw new UnreachableError(limit.aborted ? messages.tooSlow : messages.unreachable, { cause: error });
  }
}

const isAnothers = ({ headers }: Response, shownUser: string) => (headers.get("X-User-Id") ?? shownUser) !== shownUser;

async function unwrap<T>(response: Response): Promise<T> {
  const answer: unknown = isJson(response) ? await response.json() : undefined;
  if (isEnvelope<T>(answer)) {
    if (answer.status === "success") return answer.data;
    throw new ApiError(response, answer.error);
  }
  if (response.status >= 502 && response.status <= 504) throw new UnreachableError(messages.unavailable);
  const requestId = response.headers.get("X-Request-Id") ?? "";
  throw new ApiError(response, { code: "INTERNAL_ERROR", message: messages.unexpectedAnswer, requestId });
}

const isJson = (response: Response) => response.headers.get("Content-Type")?.startsWith("application/json");

function isEnvelope<T>(answer: unknown): answer is SuccessEnvelope<T> | ErrorEnvelope {
  return typeof answer === "object" && answer !== null && "status" in answer && "data" in answer && "error" in answer;
}
