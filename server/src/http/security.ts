import cors from "@fastify/cors";
import fp from "fastify-plugin";
import { ApiError } from "../errors.ts";
import { changesSomething } from "./changes-something.ts";

/** On every response, including those that Fastify's hooks never see. The documentation page relaxes the first one. */
export const SECURITY_HEADERS = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

const EXPOSED_HEADERS = [
  "X-Request-Id",
  "X-User-Id",
  "Retry-After",
  "Location",
  "ETag",
  "Idempotency-Replayed",
  "Content-Disposition",
];

/** CORS headers of a response that Fastify's hooks never see. */
export const corsHeaders = (origin: string | undefined, clientOrigins: string[]) => ({
  ...(origin !== undefined &&
    clientOrigins.includes(origin) && {
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": EXPOSED_HEADERS.join(", "),
    }),
  vary: "Origin",
});

/** Which browser pages may call the API: security headers, CORS for exact origins, and no changes from other origins. */
export const securityPlugin = fp<{ clientOrigins: string[]; apiUrl: string }>(
  async (app, { clientOrigins, apiUrl }) => {
    const readers = new Set(clientOrigins);
    // the API's documentation page has the API's own origin
    const changers = new Set([...clientOrigins, apiUrl]);

    app.addHook("onRequest", async (_request, reply) => {
      reply.headers(SECURITY_HEADERS);
    });

    // Node's own error would have no envelope, and of several Host headers it takes the first (RFC 9112, 3.2)
    app.addHook("onRequest", async ({ raw: { httpVersion, rawHeaders } }) => {
      const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && isHost(name)).length;
      if (hosts > 1 || (hosts === 0 && httpVersion === "1.1"))
        throw new ApiError("BAD_REQUEST", "Send one Host header.");
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
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: 7200,
      cacheControl: "no-store",
      // the plugin's own refusal of an OPTIONS that asks for no method would be plain text
      strictPreflight: false,
    });

    app.addHook("onRequest", async (request) => {
      const { origin } = request.headers;
      if (origin !== undefined && changesSomething(request) && !changers.has(origin)) {
        throw new ApiError("ORIGIN_NOT_ALLOWED", "Pages from this origin can't make changes here.");
      }
    });
  },
  { name: "security" },
);

const isHost = (header: string) => header.length === 4 && header.toLowerCase() === "host";
