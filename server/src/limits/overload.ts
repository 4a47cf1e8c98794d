import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { ErrorEnvelope } from "@cafe-app-ai/shared/envelope";
import type { FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import { acceptedRequestId } from "../http/request-id.ts";
import { corsHeaders, SECURITY_HEADERS } from "../http/security.ts";
import { addGauge, limitsHit } from "../metrics/registry.ts";
import { acceptFirst } from "./accept-first.ts";
import { countAhead } from "./far-ahead.ts";
import { Places } from "./places.ts";

/** Each costs memory also while it's idle: a thousand take some tens of megabytes. */
const CONNECTIONS_MAX = 5000;
const LOG_EVERY_MS = 10_000;

const placesOf = new WeakMap<IncomingMessage, Places>();

/**
 * Refuses what is too much at once: 503 soon is better than an answer that nobody waits for any more. It comes before
 * Fastify, because a refusal has to cost far less than an answer.
 */
export const overloadPlugin = fp<{ config: Pick<Config, "clientOrigins"> }>(
  async (app, { config }) => {
    let loggedAt = -LOG_EVERY_MS;
    app.server.maxConnections = CONNECTIONS_MAX;
    let handle: RequestListener = () => {};
    const places = new Places(
      ({ request, response }) => {
        placesOf.set(request, places);
        handle(request, response);
        // what can't be routed is answered without `onSend`, and its answer may wait behind one that never ends
        if (response.writableEnded) places.leave(request);
      },
      ({ request, response }) => {
        limitsHit.inc({ limit: "overload" });
        if (performance.now() - loggedAt > LOG_EVERY_MS) {
          loggedAt = performance.now();
          app.log.warn({ event: "overload" }, "too many requests at once, so some are being refused");
        }
        refuse(request, response, config);
      },
    );
    app.addHook("onReady", async () => {
      const [listener] = app.server.listeners("request") as RequestListener[];
      if (!listener) return;
      handle = listener;
      acceptFirst(
        app.server,
        () => places.hold(),
        () => places.resume(),
      );
      app.server.off("request", listener);
      app.server.on("request", (request, response) => {
        const tooFarAhead = countAhead(request, response);
        if (tooFarAhead) {
          if (!request.socket.destroyed) limitsHit.inc({ limit: "ahead" });
          request.socket.destroy();
        }
        // whoever runs the process has to know that it lives, and asks once at a time
        else if (request.url?.startsWith("/health/") && response.socket) handle(request, response);
        else places.enter(request, response);
      });
    });
    // the work is done; how fast the answer is read is up to its reader, who could otherwise keep the place
    app.addHook("onSend", (request, _reply, payload, done) => {
      places.leave(request.raw);
      done(null, payload);
    });
    const stopWatching = addGauge("http_requests_under_way", "Requests that hold a place", [], () => [
      { value: places.taken },
    ]);
    app.addHook("onClose", async () => stopWatching());
  },
  { name: "overload" },
);

/** Gives up a request's place: from here on it has a limit of its own, or takes long without doing much. */
export function leaveQueue({ raw }: Pick<FastifyRequest, "raw">): void {
  placesOf.get(raw)?.leave(raw);
}

/** The same in a moment, if it isn't answered by then: it waits for a service that may take seconds. */
export function leaveQueueSoon({ raw }: Pick<FastifyRequest, "raw">): void {
  placesOf.get(raw)?.leaveSoon(raw);
}

function refuse(request: IncomingMessage, response: ServerResponse, { clientOrigins }: Pick<Config, "clientOrigins">) {
  const requestId = acceptedRequestId(request.headers["x-request-id"]) ?? randomUUID();
  const message = "The service is busy. Try again in a moment.";
  const body: ErrorEnvelope = {
    status: "error",
    data: null,
    error: { code: "SERVICE_UNAVAILABLE", message, requestId },
  };
  const headers = {
    ...SECURITY_HEADERS,
    ...corsHeaders(request.headers.origin, clientOrigins),
    "x-request-id": requestId,
    "retry-after": "1",
    "cache-control": "no-store",
    "content-type": "application/json; charset=utf-8",
  };
  response.writeHead(503, headers).end(JSON.stringify(body));
}
