import { ERROR_STATUS, type ErrorCode, type ErrorDetail } from "@cafe-app-ai/shared/envelope";

type Extras = { details?: ErrorDetail[]; headers?: Record<string, string>; cause?: unknown };

/** An error that the caller may see. Anything else that's thrown becomes INTERNAL_ERROR. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly code: ErrorCode;
  readonly statusCode: number;
  readonly details: ErrorDetail[] | undefined;
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, message: string, { details, headers = {}, cause }: Extras = {}) {
    super(message, { cause });
    this.code = code;
    this.statusCode = ERROR_STATUS[code];
    this.details = details;
    this.headers = headers;
  }
}

/** The request is invalid. The message names the first problem; each detail's message is a phrase to show next to its field. */
export function invalidRequest(details: ErrorDetail[]): ApiError {
  const { path = "", message = "The request isn't valid" } = details[0] ?? {};
  return new ApiError("VALIDATION_ERROR", `${path ? `${path.slice(1)}: ` : ""}${message}.`, { details });
}

/** The request may be tried again in a few seconds. */
export const serviceUnavailable = (message: string, cause?: unknown) =>
  new ApiError("SERVICE_UNAVAILABLE", message, { headers: { "retry-after": "2" }, cause });
