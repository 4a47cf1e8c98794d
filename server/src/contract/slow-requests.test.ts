import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { sendRaw } from "../test/http/raw-request.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
  // milliseconds, in place of many seconds
  app.app.server.headersTimeout = 200;
  app.app.server.requestTimeout = 400;
});
afterAll(() => app.close());

const JSON_TYPE = "Host: api\nContent-Type: application/json";
const TOO_SLOW = {
  headers: "POST /api/auth/signin HTTP/1.1\nHost: api\nContent-Type: appl",
  body: `POST /api/auth/signin HTTP/1.1\n${JSON_TYPE}\nContent-Length: 100\n\n{"email":`,
  "body in pieces": `POST /api/auth/signout HTTP/1.1\n${JSON_TYPE}\nTransfer-Encoding: chunked\n\n5\n{`,
};

it("answers what comes too slowly with 408, in the envelope, and others meanwhile", async () => {
  const slow = Object.entries(TOO_SLOW).map(async ([what, text]) => ({ what, ...(await sendRaw(app.url, text)) }));
  await app.request.get("/health/live").expect(200);
  for (const { what, status, headers, text } of await Promise.all(slow)) {
    expect({ what, status }).toEqual({ what, status: 408 });
    expect(headers).toMatchObject({
      connection: "close",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    expect(JSON.parse(text)).toEqual({
      status: "error",
      data: null,
      error: { code: "REQUEST_TIMEOUT", message: expect.any(String), requestId: headers["x-request-id"] },
    });
  }
});

it("closes the connection of a client that stops reading, and no other", async () => {
  const { server } = app.app;
  expect(server.timeout).toBe(120_000);
  server.timeout = 1500;
  const { hostname, port } = new URL(app.url);
  // far more than the sockets' buffers hold
  const request = "GET /api/openapi.json HTTP/1.1\r\nHost: api\r\n\r\n".repeat(80);
  const ask = async () => {
    const accepted = once(server, "connection");
    const client = connect(Number(port), hostname);
    client.on("error", () => {});
    const [socket] = (await accepted) as [Socket];
    client.pause().write(request);
    return { client, socket };
  };
  const reader = await ask();
  const reading = setInterval(() => reader.client.read(), 20);
  const { client, socket } = await ask();
  await once(socket, "close");
  const wasDestroyed = reader.socket.destroyed;
  clearInterval(reading);
  client.destroy();
  reader.client.destroy();
  expect(wasDestroyed).toBe(false);
});
