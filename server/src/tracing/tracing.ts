import type { FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";

/** Whoever is told of each request and statement. `start-tracing.ts` is loaded only where a collector is named. */
export type Tracing = {
  /** Runs what follows within a span of the request. */
  startRequest: (request: FastifyRequest, next: () => void) => void;
  finishRequest: (request: FastifyRequest, reply: FastifyReply) => void;
  /** @returns the function that ends the statement's span */
  startStatement: (name: string) => (error?: unknown) => void;
  /** Sends what is left. */
  stop: () => Promise<void>;
};

/** A span for each request. It stands before the database's plugin, which takes the request's context along. */
export const tracingPlugin = fp<{ tracing: Tracing }>(
  async (app, { tracing }) => {
    app.addHook("onRequest", (request, _reply, done) => tracing.startRequest(request, done));
    app.addHook("onResponse", async (request, reply) => tracing.finishRequest(request, reply));
    app.addHook("onClose", () => tracing.stop());
  },
  { name: "tracing" },
);
