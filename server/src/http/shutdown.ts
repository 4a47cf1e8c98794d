import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { Server, type Socket } from "node:net";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

declare module "fastify" {
  interface FastifyInstance {
    /** Set when shutdown begins: new traffic should go elsewhere, but is still served. */
    shuttingDown: boolean;
  }
}

export const shutdownPlugin = fp(
  async (app) => {
    let closing = false;
    const connections = new Set<Socket>();
    const responses = new Set<ServerResponse>();
    app.server.on("connection", (socket: Socket) => {
      connections.add(socket);
      socket.once("close", () => connections.delete(socket));
    });
    app.server.on("request", (_request, response: ServerResponse) => {
      responses.add(response);
      response.once("close", () => responses.delete(response));
    });
    app.decorate("shuttingDown", false);
    app.addHook("preClose", async () => {
      app.shuttingDown = true;
      closing = true;
      // to Node, a connection that has sent no request, or half of one, isn't idle: a browser's spare one would hold up the end
      const answered = new Set([...responses].map(({ req }) => req.socket));
      for (const socket of connections) if (!answered.has(socket)) socket.destroy();
    });
    // a long answer that began before hasn't told its client to close: a proxy would keep the connection for a minute
    app.addHook("onResponse", async ({ raw }) => {
      if (closing) raw.socket.end();
    });
    // only after the listener is closed, or clients would reconnect to this same process
    app.addHook("onSend", async (_request, reply) => {
      if (app.shuttingDown && !app.server.listening) reply.header("connection", "close");
    });
  },
  { name: "shutdown" },
);

/**
 * Accepts no more connections, and serves the open ones until each has been told to close, for at most `limit` milliseconds.
 * `close` alone would cut connections whose next request is on its way, and a proxy would respond with 502.
 */
export async function drainConnections(app: FastifyInstance, limit: number): Promise<void> {
  app.shuttingDown = true;
  await untilNobodyConnects(app.server);
  const closed = once(app.server, "close");
  // not http's own `close`, which ends every idle connection at once
  Server.prototype.close.call(app.server);
  await Promise.race([closed, sleep(limit, undefined, { ref: false })]);
}

/** Closes the app. What isn't answered after `limit` milliseconds, such as a body that never comes, is cut off. */
export async function closeWithin(app: FastifyInstance, limit: number): Promise<void> {
  const late = setTimeout(() => {
    app.log.warn(`closing connections that are still busy after ${limit / 1000} s`);
    app.server.closeAllConnections();
  }, limit);
  try {
    await app.close();
  } finally {
    clearTimeout(late);
  }
}

/** Connections that the kernel has accepted but we have not are lost with the listener. Milliseconds. */
const QUIET_TURN_MS = 0.5;
const QUIET_LIMIT_MS = 1000;

/** Resolves in a short turn of the event loop that began with an empty listener queue. */
async function untilNobodyConnects(server: Server): Promise<void> {
  const deadline = performance.now() + QUIET_LIMIT_MS;
  let connected = true;
  const notice = () => {
    connected = true;
  };
  server.on("connection", notice);
  for (let began = performance.now(); began < deadline; began = performance.now()) {
    connected = false;
    await turn();
    if (!connected && performance.now() - began < QUIET_TURN_MS) break;
  }
  server.off("connection", notice);
}
