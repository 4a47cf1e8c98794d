import fp from "fastify-plugin";

declare module "fastify" {
  interface FastifyInstance {
    /** Set when shutdown begins: no new traffic should come, what comes is still served. */
    shuttingDown: boolean;
  }
}

export const shutdownPlugin = fp(
  async (app) => {
    app.decorate("shuttingDown", false);
    app.addHook("preClose", async () => {
      app.shuttingDown = true;
    });
    // a connection that stays open would be cut under a later request, or hold up the end until it times out
    app.addHook("onSend", async (_request, reply) => {
      if (app.shuttingDown) reply.header("connection", "close");
    });
  },
  { name: "shutdown" },
);
