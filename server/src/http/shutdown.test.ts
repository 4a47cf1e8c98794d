import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { buildTestApp } from "../test/build-test-app.ts";
import { closeWithin } from "./shutdown.ts";

const HALF = "GET /health/live HTTP/1.1\r\n";
const POST =
  "POST /api/auth/signin HTTP/1.1\r\nhost: api\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n";

/** A connection, and its end. */
async function connectTo(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  // what hasn't been read when a connection is closed resets it
  socket.on("error", () => {}).resume();
  await once(socket, "connect");
  return { socket, closed };
}

it.each([
  ["nothing", []],
  ["half a request", [HALF]],
  ["a request, and half of the next", [`${HALF}host: api\r\n\r\n`, HALF]],
])("doesn't wait for a connection that has sent %s", async (_what, texts) => {
  const { app, url, close } = await buildTestApp();
  const { socket, closed } = await connectTo(url);
  for (const text of texts) {
    socket.write(text);
    if (text !== HALF) await once(socket, "data");
  }
  // another's request comes after it
  await fetch(`${url}/health/live`);
  await closeWithin(app, 60_000);
  await closed;
  await close();
});

it("cuts off a body that never comes once the limit is over", async () => {
  const { app, url, close } = await buildTestApp();
  const { socket, closed } = await connectTo(url);
  socket.write(`${POST}{`);
  await once(app.server, "request");
  const ended = closeWithin(app, 1500);
  // not at once, as those of whom nothing has come
  await fetch(url).catch(() => {});
  expect(socket.destroyed).toBe(false);
  await ended;
  await closed;
  await close();
});
