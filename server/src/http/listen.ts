import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config.ts";

/**
 * Listens on every IP address of the host; `localhost` has two. Fastify would put a server of its own on the second, past
 * our limits and error answers, so here the second one hands its connections to the first.
 */
export async function listen(app: FastifyInstance, { host, port }: Pick<Config, "host" | "port">): Promise<void> {
  const [first, ...others] = host === "localhost" ? (await lookup(host, { all: true })).map(addressOf) : [host];
  await listenOn(app, [first ?? host, ...others], port);
}

const addressOf = ({ address }: { address: string }) => address;

export async function listenOn(app: FastifyInstance, [first, ...others]: string[], port: number): Promise<void> {
  const doors = others.map((host) => ({
    host,
    // as Node's HTTP server makes its own
    door: createServer({ allowHalfOpen: true, noDelay: true }, (socket) => app.server.emit("connection", socket)),
  }));
  app.addHook("preClose", async () => {
    for (const { door } of doors) door.close();
  });
  await app.listen({ host: first, port });
  const { port: taken } = app.server.address() as AddressInfo;
  for (const { host, door } of doors) {
    try {
      door.listen(taken, host);
      await once(door, "listening");
    } catch (error) {
      // a machine without IPv6 may still know its name for it
      app.log.info({ err: error }, `not listening at ${host}`);
    }
  }
}
