import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that a client may send before earlier ones are answered. Neither browsers nor proxies send any. */
const AHEAD_MOST = 100;

const ahead = new WeakMap<Socket, number>();

/**
 * Counts a request that comes before earlier ones are answered. Node can read more than a thousand from a connection at
 * once, and a few such connections would keep everybody else waiting.
 * @returns whether the client has sent too many
 */
export function countAhead({ socket }: IncomingMessage, response: ServerResponse): boolean {
  if (socket.destroyed) return true;
  // the answer gets its connection once the earlier ones have been sent
  if (response.socket) return false;
  const count = (ahead.get(socket) ?? 0) + 1;
  ahead.set(socket, count);
  response.once("close", () => ahead.set(socket, (ahead.get(socket) ?? 1) - 1));
  return count > AHEAD_MOST;
}
