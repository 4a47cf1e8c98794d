import { once } from "node:events";
import { createServer } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config.ts";
import { registry } from "./registry.ts";

/** A scrape that is slower than this is of no use to anybody. */
const REQUEST_LIMIT_MS = 10_000;

/**
 * Serves `GET /metrics` on a port of its own, which no proxy leads to. A port that is taken keeps nobody from using the
 * service: the log says so, and Prometheus misses the process.
 */
export async function listenForMetrics(
  app: FastifyInstance,
  { host, metricsPort }: Pick<Config, "host" | "metricsPort">,
): Promise<void> {
  if (metricsPort === 0) return;
  const server = createServer({ requestTimeout: REQUEST_LIMIT_MS }, async ({ method, url }, response) => {
    if (url?.split("?", 1)[0] !== "/metrics") return response.writeHead(404).end();
    if (method !== "GET" && method !== "HEAD") return response.writeHead(405, { allow: "GET, HEAD" }).end();
    try {
      const text = await registry.metrics();
      response.writeHead(200, { "content-type": registry.contentType, "cache-control": "no-store" }).end(text);
    } catch (error) {
      app.log.error({ err: error }, "metrics couldn't be collected");
      response.writeHead(500).end();
    }
  });
  server.maxConnections = 20;
  app.addHook("onClose", async () => {
    server.close();
    server.closeAllConnections();
  });
  try {
    server.listen(metricsPort, host);
    await once(server, "listening");
    app.log.info(`metrics at http://${host.includes(":") ? `[${host}]` : host}:${metricsPort}/metrics`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === "EADDRINUSE" ? "is taken" : `can't be listened on: ${message}`;
    app.log.error(`no metrics: METRICS_PORT=${metricsPort} ${reason}`);
  }
}
