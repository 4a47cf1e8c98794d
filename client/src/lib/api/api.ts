import type { ErrorCode, ErrorDetail, ErrorEnvelope, SuccessEnvelope } from "@cafe-app-ai/shared/envelope";
import { translateSentence } from "../language/translate.ts";
import { getConfig } from "./config.ts";
import { messages } from "./messages.ts";
import { getShownUser, startAnew } from "./windows.ts";

/** Milliseconds until the answer begins, and in a long one until the next piece of it. */
const SILENCE_LIMIT_MS = 10_000;

/** The API answered, and refused. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: ErrorCode;
  readonly details: ErrorDetail[];
  readonly requestId: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(response: Response, error: ErrorEnvelope["error"]) {
    super(translateSentence(error.message, error.code));
    this.status = response.status;
    this.code = error.code;
    this.details = (error.details ?? []).map((each) => ({ ...each, message: translateSentence(each.message) }));
    this.requestId = error.requestId;
    this.retryAfterSeconds = Number(response.headers.get("Retry-After")) || undefined;
  }
}

/** The API didn't answer: it's down or too slow, the network is, or a proxy answered in its place. */
export class UnreachableError extends Error {
  override name = "UnreachableError";
}

/** Whether the API refused with this code. */
export const hasCode = (error: unknown, code: ErrorCode | undefined): error is ApiError =>
  error instanceof ApiError && error.code === code;

/** Worth retrying by itself: nobody could answer, rather than somebody refused. */
export const isUnreachable = (error: unknown): error is ApiError | UnreachableError =>
  error instanceof UnreachableError || hasCode(error, "SERVICE_UNAVAILABLE");

export const api = {
  get: <T>(path: string, signal?: AbortSignal) => request<T>(path, { signal }),
  /** A long answer, which may take as long as it keeps coming; tells how many bytes have come so far. */
  download: <T>(path: string, signal: AbortSignal, onBytes: (bytes: number) => void) =>
    request<T>(path, { signal, onBytes }),
  /** With the version that the answer's ETag names. */
  getVersioned: async <T>(path: string, signal?: AbortSignal): Promise<Versioned<T>> => {
    let etag = "";
    const onHeaders = (headers: Headers) => {
      etag = headers.get("ETag") ?? "";
    };
    return { data: await request<T>(path, { signal, onHeaders }), etag };
  },
  /** A file, whose type says what it is. */
  upload: <T>(path: string, file: Blob, more: More & { send: Send }) =>
    request<T>(path, { method: "POST", body: file, ...more }),
  post: <T>(path: string, body?: unknown, more?: More) => request<T>(path, { method: "POST", ...json(body, more) }),
  patch: <T>(path: string, body: unknown, more?: More) => request<T>(path, { method: "PATCH", ...json(body, more) }),
  delete: <T>(path: string, body?: unknown) => request<T>(path, { method: "DELETE", ...json(body) }),
};

export type Versioned<T> = { data: T; etag: string };

/** `patienceMs`: how long the answer may take to begin. */
type More = { headers: Record<string, string>; patienceMs?: number };
/** Sends a request in another way than `fetch`, and tells when some of it is on its way. */
export type Send = (
  url: string,
  init: RequestInit & { headers: Headers; signal: AbortSignal },
  onProgress: () => void,
) => Promise<Response>;
type Request = RequestInit & {
  send?: Send;
  patienceMs?: number;
  onBytes?: (bytes: number) => void;
  onHeaders?: (headers: Headers) => void;
};

/** A request without a body declares none. */
const json = (body: unknown, more?: More): RequestInit =>
  body === undefined
    ? { ...more }
    : { body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...more?.headers } };

/**
 * Sends the session's cookie, and unwraps the envelope: the data, or a thrown error. A request that changes something
 * names the user whom the page shows, so that it can't act on another account; a GET would need a preflight for that,
 * so there the answer's own word is compared.
 */
async function request<T>(
  path: string,
  { signal, onBytes, onHeaders, patienceMs, send = fetch, ...init }: Request,
): Promise<T> {
  const shownUser = getShownUser();
  const headers = new Headers(init.headers);
  if (init.method && shownUser) headers.set("X-User-Id", shownUser);
  const limit = new SilenceLimit(patienceMs);
  try {
    const request = {
      ...init,
      headers,
      credentials: "include" as const,
      signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
    };
    const response = await send(getConfig().apiUrl + path, request, () => limit.restart());
    if (shownUser && isAnothers(response, shownUser)) return startAnew();
    onHeaders?.(response.headers);
    return await unwrap<T>(onBytes ? counted(response, limit, onBytes) : response);
  } catch (error) {
    if (hasCode(error, "SESSION_CHANGED")) return startAnew();
    if (error instanceof ApiError || signal?.aborted) throw error;
    throw new UnreachableError(limit.signal.aborted ? messages.tooSlow : messages.unreachable, { cause: error });
  } finally {
    limit.clear();
  }
}

/** Ends a request when nothing has come for too long. */
class SilenceLimit {
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;
  readonly #limitMs: number;
  #timer: ReturnType<typeof setTimeout>;

  constructor(limitMs = SILENCE_LIMIT_MS) {
    this.#limitMs = limitMs;
    this.#timer = this.#start();
  }

  /** Something has come: the time begins anew. */
  restart() {
    this.clear();
    this.#timer = this.#start();
  }

  clear() {
    clearTimeout(this.#timer);
  }

  #start() {
    return setTimeout(() => this.#controller.abort(), this.#limitMs);
  }
}

/** The same answer, whose pieces are counted as they come. */
function counted(response: Response, limit: SilenceLimit, onBytes: (bytes: number) => void): Response {
  let bytes = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (piece, output) => {
      limit.restart();
      bytes += piece.byteLength;
      onBytes(bytes);
      output.enqueue(piece);
    },
  });
  return new Response(response.body?.pipeThrough(counter), response);
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
