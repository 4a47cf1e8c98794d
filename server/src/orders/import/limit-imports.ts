import type { FastifyReply, FastifyRequest } from "fastify";
import { serviceUnavailable } from "../../errors.ts";
import { whenAnswered } from "../../http/when-answered.ts";
import { limitsHit } from "../../metrics/registry.ts";

/** Imports that a process works on at once, whoever sends them: each holds its file, ten megabytes at most. */
const IMPORTS_MOST = 6;
/** Whoever has not sent the file by then gives way to the next, or a few slow senders would keep everybody out. */
const FILE_LIMIT_MS = 5000;

/** In the order in which they came. */
const underWay = new Map<FastifyRequest, number>();

/**
 * The `onRequest` hook of imports: without a place for another file, a request is refused before the file is read.
 * @throws ApiError SERVICE_UNAVAILABLE
 */
export async function limitImports(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (underWay.size >= IMPORTS_MOST) cutOffSlowSender();
  if (underWay.size >= IMPORTS_MOST) throw tooMany();
  underWay.set(request, performance.now());
  whenAnswered(request, reply, () => {
    underWay.delete(request);
    // the answer may wait behind another that nobody reads
    request.rawBody = null;
    request.body = undefined;
  });
}

function cutOffSlowSender(): void {
  for (const [request, arrived] of underWay) {
    if (request.raw.complete || performance.now() - arrived < FILE_LIMIT_MS) continue;
    // ends the reading of the body, which answers with the error
    request.raw.emit("error", tooMany());
    underWay.delete(request);
    return;
  }
}

function tooMany() {
  limitsHit.inc({ limit: "imports" });
  return serviceUnavailable("Too many files are being imported. Try again in a moment.");
}
