import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { ErrorEnvelope } from "@cafe-app-ai/shared/envelope";
import type { FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import { acceptedRequestId } from "../http/request-id.ts";
import { SECURITY_HEADERS } from "../http/security.ts";
import { addGauge, limitsHit } from "../metrics/registry.ts";

/** Requests that a process works on at once: more wouldn't be answered sooner, only later. docs/decisions/0022 */
const MOST_AT_ONCE = 150;
/** So many also while each takes long, or nobody would notice that they no longer do. */
const FEWEST_AT_ONCE = 50;
/** Longer than this, and requests wait for each other: fewer at once are answered sooner, and just as many in all. */
const SLOW_MS = 1000;
/** How often the number is lowered at most: what is under way then was let in before. */
const LOWER_EVERY_MS = 100;
/** Whoever hasn't sent a body by then waits without a place, or a few of them would keep everybody out. */
const BODY_LIMIT_MS = 1000;
/** Each costs memory also while it's idle: a thousand take some tens of megabytes. */
const CONNECTIONS_MAX = 5000;
const LOG_EVERY_MS = 10_000;

/**
 * Refuses what is too much at once, at once: 503 now is better than an answer that nobody waits for any more. It comes
 * before Fastify, because a refusal has to cost far less than an answer.
 */
export const overloadPlugin = fp<{ config: Pick<Config, "clientOrigins"> }>(
  async (app, { config }) => {
    const places = new Places();
    let loggedAt = -LOG_EVERY_MS;
    app.server.maxConnections = CONNECTIONS_MAX;
    app.addHook("onReady", async () => {
      const [handle] = app.server.listeners("request") as RequestListener[];
      if (!handle) return;
      app.server.off("request", handle);
      app.server.on("request", (request, response) => {
        // whoever runs the process has to know that it lives
        if (request.url?.startsWith("/health/") || places.take(request, response)) return handle(request, response);
        limitsHit.inc({ limit: "overload" });
        if (performance.now() - loggedAt > LOG_EVERY_MS) {
          loggedAt = performance.now();
          app.log.warn({ event: "overload" }, "too many requests at once, so some are being refused");
        }
        refuse(request, response, config);
      });
    });
    // the work is done; how fast the answer is read is up to its reader, who could otherwise keep the place
    app.addHook("onSend", (request, _reply, payload, done) => {
      places.finish(request.raw);
      done(null, payload);
    });
    const stopWatching = addGauge("http_requests_under_way", "Requests that hold a place", [], () => [
      { value: places.taken },
    ]);
    app.addHook("onClose", async () => stopWatching());
  },
  { name: "overload" },
);

const placesOf = new WeakMap<IncomingMessage, Places>();

/** Gives up a request's place: from here on it has a limit of its own, or takes long without doing much. */
export function leaveQueue({ raw }: Pick<FastifyRequest, "raw">): void {
  placesOf.get(raw)?.leave(raw);
}

class Places {
  taken = 0;
  #available = MOST_AT_ONCE;
  #loweredAt = 0;
  readonly #holders = new WeakMap<IncomingMessage, { startedAt: number; timer: NodeJS.Timeout | undefined }>();

  /** @returns whether there was one */
  take(request: IncomingMessage, response: ServerResponse): boolean {
    if (this.taken >= this.#available) return false;
    this.taken += 1;
    const timer = hasBody(request)
      ? setTimeout(() => {
          if (!request.complete) this.leave(request);
        }, BODY_LIMIT_MS).unref()
      : undefined;
    this.#holders.set(request, { startedAt: performance.now(), timer });
    placesOf.set(request, this);
    response.once("close", () => this.leave(request));
    return true;
  }

  /** Gives up the place of a request that has been answered. */
  finish(request: IncomingMessage): void {
    const holder = this.leave(request);
    if (holder) this.#adapt(performance.now() - holder.startedAt);
  }

  leave(request: IncomingMessage) {
    const holder = this.#holders.get(request);
    if (!holder) return undefined;
    clearTimeout(holder.timer);
    this.#holders.delete(request);
    this.taken -= 1;
    return holder;
  }

  /** Fewer at once while they take long, and one more with each that doesn't. */
  #adapt(tookMs: number): void {
    if (tookMs < SLOW_MS) {
      this.#available = Math.min(MOST_AT_ONCE, this.#available + 1);
    } else if (performance.now() - this.#loweredAt > LOWER_EVERY_MS) {
      this.#available = Math.max(FEWEST_AT_ONCE, Math.floor(this.#available * 0.8));
      this.#loweredAt = performance.now();
    }
  }
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";

function refuse(request: IncomingMessage, response: ServerResponse, { clientOrigins }: Pick<Config, "clientOrigins">) {
  const { origin } = request.headers;
  const requestId = acceptedRequestId(request.headers["x-request-id"]) ?? randomUUID();
  const message = "The service is busy. Try again in a moment.";
  const body: ErrorEnvelope = {
    status: "error",
    data: null,
    error: { code: "SERVICE_UNAVAILABLE", message, requestId },
  };
  const headers = {
    ...SECURITY_HEADERS,
    ...(origin !== undefined &&
      clientOrigins.includes(origin) && {
        "access-control-allow-origin": origin,
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "Retry-After, X-Request-Id",
      }),
    vary: "Origin",
    "x-request-id": requestId,
    "retry-after": "1",
    "cache-control": "no-store",
    "content-type": "application/json; charset=utf-8",
  };
  response.writeHead(503, headers).end(JSON.stringify(body));
}
