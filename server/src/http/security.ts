import cors from "@fastify/cors";
import fp from "fastify-plugin";
import { ApiError } from "../errors.ts";

/** On every answer, also on those that no hook of Fastify sees; the documentation page widens the first for itself. */
export const SECURITY_HEADERS = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Which browser pages may call: headers, CORS for exact origins, and no change on behalf of another origin. */
export const securityPlugin = fp<{ clientOrigins: string[]; apiUrl: string }>(
  async (app, { clientOrigins, apiUrl }) => {
    const readers = new Set(clientOrigins);
    // the API's own documentation page is of its own origin
    const changers = new Set([...clientOrigins, apiUrl]);

    app.addHook("onRequest", async (_request, reply) => {
      reply.headers(SECURITY_HEADERS);
    });

    // Node's own refusal would have no envelope
    app.addHook("onRequest", async ({ raw: { httpVersion, headers } }) => {
      if (httpVersion === "1.1" && headers.host === undefined) throw new ApiError("BAD_REQUEST", "Send a Host header.");
    });

    await app.register(cors, {
      // another origin gets no CORS header at all
      origin: (origin, done) => done(null, origin !== undefined && readers.has(origin) ? origin : false),
      credentials: true,
      methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
      allowedHeaders: [
        "Content-Type",
        "Authorization",
        "Idempotency-Key",
        "If-Match",
        "If-None-Match",
        "Last-Event-ID",
        "X-Request-Id",
        "X-User-Id",
      ],
      exposedHeaders: [
        "X-Request-Id",
        "X-User-Id",
        "Retry-After",
        "Location",
        "ETag",
        "Idempotency-Replayed",
        "Content-Disposition",
      ],
      maxAge: 7200,
      cacheControl: "no-store",
    });

    app.addHook("onRequest", async ({ method, headers: { origin } }) => {
      if (origin !== undefined && !SAFE_METHODS.has(method) && !changers.has(origin)) {
        throw new ApiError("ORIGIN_NOT_ALLOWED", "Pages from this origin can't make changes here.");
      }
    });
  },
  { name: "security" },
);
