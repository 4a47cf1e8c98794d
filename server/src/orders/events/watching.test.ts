import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { createTestDatabase } from "../../test/database/database.ts";
import { PASSWORD } from "../../test/factories.ts";
import { freePort } from "../../test/free-port.ts";
import { runServer } from "../../test/run-program.ts";

// it starts a process of its own
vi.setConfig({ testTimeout: 60_000 });

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

it("an open stream is counted, and once its reader has left it has a line in the log like any request", async () => {
  const metricsPort = `${await freePort()}`;
  await using server = await runServer({ DATABASE_URL: database.url, METRICS_PORT: metricsPort, LOG_LEVEL: "info" });
  const signedUp = await fetch(`${server.url}/api/auth/signup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "ada@example.com", password: PASSWORD }),
  });
  const { data } = await signedUp.json();
  const countStreams = async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    return Number(/^live_event_streams (\d+)$/m.exec(metrics)?.[1]);
  };

  const reader = new AbortController();
  await fetch(`${server.url}/api/orders/events`, {
    headers: { authorization: `Bearer ${data.sessionToken}` },
    signal: reader.signal,
  });
  expect(await countStreams()).toBe(1);
  reader.abort();
  await vi.waitFor(async () => expect(await countStreams()).toBe(0));

  server.signal("SIGTERM");
  const lines = (await server.ended).output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const line = lines.find(({ res, msg }) => res !== undefined && msg.includes("/api/orders/events"));
  expect(line).toMatchObject({ req: { method: "GET", path: "/api/orders/events" }, res: { statusCode: 200 } });
});
