import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Where a line falls silent: before a message has reached the database, or before its answer comes back. */
export type Stall = "request" | "answer";

/**
 * The line to a database, that can be cut, or fall silent: then nothing gets through and nothing is closed, as when a
 * cable is pulled, and what was sent arrives when it is back.
 */
export async function openLine(databaseUrl: string) {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "silent" = "open";
  let lastWord: string | undefined;
  let stall: { after: number; at: Stall } | undefined;
  let held: (() => void)[] = [];
  const pass = (action: () => void) => {
    if (state === "silent") held.push(action);
    else action();
  };
  // half open, so that not even a goodbye is answered while nothing gets through
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    if (state === "cut") return socket.destroy();
    let isLast = false;
    const database = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    for (const [end, other] of [
      [socket, database],
      [database, socket],
    ] as const) {
      sockets.add(end);
      end.on("error", () => {});
      end.on("end", () => pass(() => other.end()));
      end.on("close", () => {
        sockets.delete(end);
        // after what was sent before
        pass(() => other.end(() => other.destroy()));
      });
      end.on("data", (chunk) => {
        const stalls = end === socket && stall !== undefined && --stall.after === 0;
        if (stalls && stall?.at === "request") state = "silent";
        if (end === socket) isLast ||= lastWord !== undefined && chunk.includes(lastWord);
        pass(() => other.write(chunk));
        if (end === database && isLast && lastWord !== undefined) {
          lastWord = undefined;
          state = "silent";
        }
        if (stalls && stall?.at === "answer") state = "silent";
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `postgres://${username}:${password}@127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    cut: () => {
      state = "cut";
      hangUp();
    },
    silence: () => {
      state = "silent";
    },
    /** Falls silent at the nth message to the database from now on. */
    stallAt: (message: number, at: Stall) => {
      stall = { after: message, at };
    },
    /** Falls silent once the first message with this text is answered. */
    stallAfter: (text: string) => {
      lastWord = text;
    },
    isSilent: () => state === "silent",
    mend: () => {
      stall = undefined;
      state = "open";
      const actions = held;
      held = [];
      for (const action of actions) action();
    },
    close: async () => {
      hangUp();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
