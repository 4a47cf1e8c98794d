import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { ErrorCode, ErrorEnvelope, SuccessEnvelope } from "@cafe-app-ai/shared/envelope";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { isDatabaseUnavailable } from "../database/errors.ts";
import { ApiError, invalidRequest, serviceUnavailable } from "../errors.ts";
import type { ErrorReports } from "./error-reports.ts";
import { corsHeaders, SECURITY_HEADERS } from "./security.ts";

/** The body of every successful response. */
export const success = <T>(data: T): SuccessEnvelope<T> => ({ status: "success", data, error: null });

/** Sends an envelope that has been serialised already. */
export const sendSerialised = (reply: FastifyReply, envelope: string) =>
  reply.type("application/json; charset=utf-8").send(envelope);

/** Streams a response that isn't an envelope. */
export const sendStream = (reply: FastifyReply, type: string, stream: Readable) => reply.type(type).send(stream);

/** What HEAD streams: it has only the headers of GET. */
export const nothing = () => Readable.from([]);

const failure = ({ code, message, details }: ApiError, requestId: string): ErrorEnvelope => ({
  status: "error",
  data: null,
  error: { code, message, ...(details && { details }), requestId },
});

declare module "fastify" {
  interface FastifyRequest {
    /** The body as it came; null where there was none. */
    rawBody: Buffer | null;
  }
  interface FastifyInstance {
    /** Whom errors of ours are told, if anybody. */
    errorReports: ErrorReports | undefined;
  }
}

/** Every error, whoever raised it, is sent as the envelope of `shared/envelope`. */
export const envelopePlugin = fp<{ errorReports?: ErrorReports | undefined }>(
  async (app, { errorReports }) => {
    app.decorate("errorReports", errorReports);
    app.addHook("onClose", () => errorReports?.stop());
    app.addHook("onRequest", async (request, reply) => {
      reply.header("x-request-id", request.id);
    });
    // Node's own 417 would have no envelope; an unknown expectation may be ignored (RFC 9110, 10.1.1)
    app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
    app.server.on("connect", (_request, socket) => refuseTunnel(socket as Socket));
    app.setErrorHandler(sendError);

    app.decorateRequest("rawBody", null);
    app.removeAllContentTypeParsers();
    const parseJson = app.getDefaultJsonParser("error", "error");
    app.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, body, done) => {
      request.rawBody = body;
      if (body.length === 0) done(null, undefined);
      else if (!isUtf8(body)) done(new ApiError("INVALID_JSON", "The body isn't UTF-8."));
      else {
        const text = body.toString();
        parseJson(request, text, (error, value) => done(error && isJson(text) ? unsafeProperty() : error, value));
      }
    });
  },
  { name: "envelope" },
);

/** Logged for operators who watch for attacks (OWASP ASVS 5.0, 16.3.1). */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  "INVALID_CREDENTIALS",
  "INVALID_TOKEN",
  "REAUTHENTICATION_REQUIRED",
  "EMAIL_NOT_VERIFIED",
  "RATE_LIMITED",
  "ORIGIN_NOT_ALLOWED",
]);

export function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
  const error = toApiError(thrown);
  if (error.statusCode >= 500) {
    const level = error.code === "INTERNAL_ERROR" ? "error" : "warn";
    request.log[level]({ err: thrown }, error.message);
    if (level === "error") request.server.errorReports?.report(thrown, request);
  }
  if (REFUSALS.has(error.code)) request.log.info({ event: "refused", code: error.code, ip: request.ip }, error.message);
  // a connection that is closed on who still sends takes the answer with it: what else comes is read and forgotten
  if (error.code === "PAYLOAD_TOO_LARGE") reply.removeHeader("connection");
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  return reply.code(error.statusCode).headers(error.headers).send(failure(error, request.id));
}

/** For errors that Fastify raises before any route or hook, such as a path that can't be decoded. */
export const sendFrameworkError =
  ({ clientOrigins }: { clientOrigins: string[] }) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const headers = { ...SECURITY_HEADERS, ...corsHeaders(request.headers.origin, clientOrigins) };
    sendError(error, request, reply.header("x-request-id", request.id).headers(headers));
  };

/** An incomplete HTTP request has no reply object, so the response is written to the socket. */
export function answerClientError(
  error: NodeJS.ErrnoException,
  socket: Socket & { _httpMessage?: ServerResponse | null },
): void {
  // after a response has begun, a second one would be read as part of it
  if (error.code === "ECONNRESET" || !socket.writable || socket._httpMessage?.headersSent) {
    socket.destroy();
    return;
  }
  const refusal = toRefusal(error);
  const requestId = randomUUID();
  const body = JSON.stringify(failure(refusal, requestId));
  const headers = {
    ...SECURITY_HEADERS,
    "x-request-id": requestId,
    "cache-control": "no-store",
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(
    `HTTP/1.1 ${refusal.statusCode} ${STATUS_CODES[refusal.statusCode]}\r\n${head.join("\r\n")}\r\n\r\n${body}`,
  );
}

/** Answers CONNECT. The socket is no longer the server's, which would otherwise close it. */
function refuseTunnel(socket: Socket): void {
  socket.on("error", () => socket.destroy());
  answerClientError(new Error("CONNECT"), socket);
  socket.destroySoon();
}

function toRefusal({ code }: NodeJS.ErrnoException): ApiError {
  if (code === "HPE_HEADER_OVERFLOW") return new ApiError("HEADERS_TOO_LARGE", "The request's headers are too large.");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new ApiError("REQUEST_TIMEOUT", "The request took too long to arrive.");
  return new ApiError("BAD_REQUEST", "This isn't a valid HTTP request.");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What the parser refuses of valid JSON, since code that merges objects could be led to change what all have. */
const unsafeProperty = () =>
  invalidRequest([{ in: "body", path: "", message: "Must not have the property __proto__ or constructor.prototype" }]);

const FRAMEWORK_ERRORS: Record<string, { code: ErrorCode; message: string }> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { code: "INVALID_JSON", message: "The body isn't valid JSON." },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: "PAYLOAD_TOO_LARGE", message: "The body is too large." },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: "UNSUPPORTED_MEDIA_TYPE",
    message: "Send the body with Content-Type: application/json.",
  },
};

function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const { code = "", statusCode = 500 } = thrown as Partial<FastifyError>;
  const known = FRAMEWORK_ERRORS[code];
  if (known) return new ApiError(known.code, known.message);
  if (thrown instanceof SyntaxError && statusCode === 400)
    return new ApiError("INVALID_JSON", "The body isn't valid JSON.");
  // Better Auth's errors have a status too, but one that no route expected is our own error
  if (code.startsWith("FST_") && statusCode >= 400 && statusCode < 500)
    return new ApiError("BAD_REQUEST", "The request couldn't be understood.");
  if (isDatabaseUnavailable(thrown))
    return serviceUnavailable("The service is busy or starting. Try again in a moment.", thrown);
  return new ApiError("INTERNAL_ERROR", "Something went wrong on our side.", { cause: thrown });
}
