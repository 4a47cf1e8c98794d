import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

it.each([
  ["that nobody can read yet", "/api/auth/config"],
  ["to what can't be routed", "/%ZZ"],
])("keeps no place for answers %s, because the one before never ends", async (_which, path) => {
  const { headers } = await signUpUser(app);
  const { hostname, port } = new URL(app.url);
  const stream = `GET /api/orders/events HTTP/1.1\r\nhost: x\r\nauthorization: ${headers.authorization}\r\n\r\n`;
  const socket = connect(Number(port), hostname);
  socket.write(stream);
  await once(socket, "data");
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`.repeat(80));
  const statuses = new Set<number>();
  // a busy machine takes a while to begin all of them
  for (const until = performance.now() + 1000; performance.now() < until; ) {
    statuses.add((await fetch(`${app.url}/api/auth/config`)).status);
  }
  expect(statuses).toEqual(new Set([200]));
  socket.destroy();
});

it("ends a stream whose client then sends something that isn't a request, and writes nothing into it", async () => {
  const { headers } = await signUpUser(app);
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /api/orders/events HTTP/1.1\r\nhost: x\r\nauthorization: ${headers.authorization}\r\n\r\n`);
  let text = "";
  socket.on("data", (data) => {
    text += data;
  });
  await once(socket, "data");
  socket.write("hello?\r\n\r\n");
  await once(socket, "close");
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200"]);
});
