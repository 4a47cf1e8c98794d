import { DrizzleQueryError } from "drizzle-orm";
import { type FastifyReply, type FastifyRequest, LogController } from "fastify";
import type { Config } from "./config.ts";

/** The logger's options. The log never contains a password, a token, a cookie, or a statement's values. */
export async function loggerOptions({ logLevel, logPretty }: Pick<Config, "logLevel" | "logPretty">) {
  return {
    level: logLevel,
    serializers: { req: serializeRequest, err: serializeError },
    ...(logPretty && { stream: await prettyStream() }),
  };
}

/** Readable lines, written by this process: a worker thread would take two seconds to end at every reload. */
async function prettyStream() {
  const { default: pretty } = await import("pino-pretty");
  const ignore = "pid,hostname,req,res,requestId,responseTime";
  return pretty({ ignore, translateTime: "HH:MM:ss", singleLine: true, sync: true });
}

/** One line for each request, once it's done. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: "requestId" });
  }

  override incomingRequest() {}

  override requestCompleted(_error: Error | null, request: FastifyRequest, reply: FastifyReply) {
    request.log.info({ req: request, res: reply, responseTime: reply.elapsedTime }, describe(request, reply));
  }

  /** Event streams always end like this: the reader leaves. */
  override streamError(error: Error & { code?: string }, request: FastifyRequest, reply: FastifyReply) {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") return super.streamError(error, request, reply);
    const words = `${describe(request, reply)}, until the client closed it`;
    request.log.info({ req: request, res: reply, responseTime: reply.elapsedTime }, words);
  }
}

function describe(request: FastifyRequest, reply: FastifyReply): string {
  const { method, path } = serializeRequest(request);
  return `${method} ${path} ${reply.statusCode} ${reply.elapsedTime.toFixed(1)} ms`;
}

/** The path without its query, and no headers. */
function serializeRequest(request: FastifyRequest) {
  return { method: request.method, path: request.url.split("?", 1)[0], ip: request.ip };
}

/** Drizzle puts a statement's values in its message, and PostgreSQL puts them in `detail`. Neither is logged. */
export function serializeError(thrown: Error) {
  const error = thrown instanceof DrizzleQueryError && thrown.cause ? thrown.cause : thrown;
  const cause = error.cause instanceof Error ? error.cause : undefined;
  return {
    type: error.name,
    message: error.message,
    code: "code" in error ? error.code : undefined,
    stack: error.stack ?? "",
    ...(thrown instanceof DrizzleQueryError && { query: thrown.query }),
    ...(cause && { cause: serializeCause(cause) }),
  };
}

const serializeCause = (cause: Error): string =>
  cause instanceof DrizzleQueryError ? `${cause.cause?.message}` : cause.message;
