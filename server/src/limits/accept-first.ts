import type { Server } from "node:http";

/** So long at most: a stream of new connections doesn't keep those who are connected from being served. */
const LIMIT_MS = 100;

/**
 * Node accepts one connection in each turn of the event loop. When many come at once and turns are full of work, the last
 * of them waits for seconds, and so does a health check. So `hold` is called when connections come, and `resume` after a
 * turn in which nobody connected.
 */
export function acceptFirst(server: Server, hold: () => void, resume: () => void): void {
  let holding = false;
  let connected = false;
  let since = 0;
  const look = () => {
    if (connected && performance.now() - since < LIMIT_MS) {
      connected = false;
      setImmediate(look);
    } else {
      resume();
      // those held get a turn before the next connection holds them again
      setImmediate(() => {
        holding = false;
      });
    }
  };
  server.on("connection", () => {
    connected = true;
    if (holding) return;
    holding = true;
    since = performance.now();
    hold();
    setImmediate(look);
  });
}
