import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";

const callbacks = new WeakMap<IncomingMessage, () => void>();

/** For `whenAnswered`. */
export const whenAnsweredPlugin = fp(
  async (app) => {
    app.addHook("onSend", ({ raw }, _reply, payload, done) => {
      callbacks.get(raw)?.();
      done(null, payload);
    });
  },
  { name: "when-answered" },
);

/**
 * Calls back once, when a request's work is done or its client has gone; one caller for each request. How fast the answer is read is up to its reader: on one
 * connection it may wait behind another that nobody ever reads.
 */
export function whenAnswered({ raw }: FastifyRequest, { raw: response }: FastifyReply, callback: () => void): void {
  const callOnce = () => {
    if (callbacks.delete(raw)) callback();
  };
  callbacks.set(raw, callOnce);
  response.once("close", callOnce);
}
