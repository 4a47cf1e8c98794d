import { scrub } from "@cafe-app-ai/shared/sentry";
import { createStackParser, createTransport, Scope } from "@sentry/core";
import { nodeStackLineParser, ServerRuntimeClient } from "@sentry/core/server";
import { DrizzleQueryError } from "drizzle-orm";
import packageJson from "../../../package.json" with { type: "json" };
import type { ErrorReports } from "../http/error-reports.ts";

const SEND_LIMIT_MS = 5000;
const STOP_LIMIT_MS = 3000;

/**
 * Sends errors of ours to Sentry: what was thrown where, in answer to which route, and the request's id. Sentry's smallest
 * part does it, which collects nothing by itself: no body, no headers, no cookies, nobody's email or IP address.
 */
export function startSentry(dsn: string, { production }: { production: boolean }): ErrorReports {
  const client = new ServerRuntimeClient({
    dsn,
    environment: production ? "production" : "development",
    release: packageJson.version,
    platform: "node",
    runtime: { name: "node", version: process.version },
    integrations: [],
    stackParser: createStackParser(nodeStackLineParser()),
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        const signal = AbortSignal.timeout(SEND_LIMIT_MS);
        const response = await fetch(options.url, { method: "POST", body: body as BodyInit, signal });
        await response.arrayBuffer();
        const [limits, retryAfter] = ["x-sentry-rate-limits", "retry-after"].map((name) => response.headers.get(name));
        return {
          statusCode: response.status,
          headers: { "x-sentry-rate-limits": limits ?? null, "retry-after": retryAfter ?? null },
        };
      }),
    beforeSend: (event) => {
      for (const exception of event.exception?.values ?? []) exception.value = scrub(exception.value ?? "");
      return event;
    },
  });
  client.init();
  return {
    report: (thrown, request) => {
      const scope = new Scope();
      if (request) {
        scope.setTransactionName(`${request.method} ${request.routeOptions.url ?? "unmatched"}`);
        scope.setTag("requestId", request.id);
      }
      // Drizzle's own message has the statement's values in it
      const error = thrown instanceof DrizzleQueryError && thrown.cause ? thrown.cause : thrown;
      client.captureException(error, undefined, scope);
    },
    stop: async () => void (await client.close(STOP_LIMIT_MS)),
  };
}
