import type { Static, TSchema } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { StringEnum } from "./common.ts";

/** Every error code of the API with its HTTP status. */
export const ERROR_STATUS = {
  VALIDATION_ERROR: 400,
  INVALID_JSON: 400,
  BAD_REQUEST: 400,
  WEAK_PASSWORD: 400,
  INVALID_TOKEN: 400,
  UNAUTHENTICATED: 401,
  INVALID_CREDENTIALS: 401,
  ORIGIN_NOT_ALLOWED: 403,
  EMAIL_NOT_VERIFIED: 403,
  REAUTHENTICATION_REQUIRED: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  EMAIL_TAKEN: 409,
  SESSION_CHANGED: 409,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  IDEMPOTENCY_MISMATCH: 422,
  HEADERS_TOO_LARGE: 431,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
  MAIL_NOT_CONFIGURED: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export const ErrorDetailSchema = Type.Object({
  in: StringEnum(["body", "query", "params", "headers"]),
  path: Type.String({ description: "JSON pointer" }),
  message: Type.String(),
  line: Type.Optional(Type.Integer({ description: "For a file: the line where the row begins, from 1" })),
  value: Type.Optional(Type.String({ description: "For a file: the cell's content" })),
});
export type ErrorDetail = Static<typeof ErrorDetailSchema>;

export const ApiErrorSchema = Type.Object({
  code: StringEnum(Object.keys(ERROR_STATUS) as ErrorCode[]),
  message: Type.String(),
  details: Type.Optional(Type.Array(ErrorDetailSchema)),
  requestId: Type.String(),
});

export const ErrorEnvelopeSchema = Type.Object({
  status: StringEnum(["error"]),
  data: Type.Null(),
  error: ApiErrorSchema,
});
export type ErrorEnvelope = Static<typeof ErrorEnvelopeSchema>;

export const SuccessEnvelopeSchema = <T extends TSchema>(data: T) =>
  Type.Object({ status: StringEnum(["success"]), data, error: Type.Null() });

export type SuccessEnvelope<T> = { status: "success"; data: T; error: null };
