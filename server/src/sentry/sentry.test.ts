import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { createTestDatabase } from "../test/database/database.ts";
import { PASSWORD } from "../test/factories.ts";
import { runServer } from "../test/run-program.ts";

vi.setConfig({ testTimeout: 60_000 });

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

it("tells Sentry of an error of ours by its request's id, and nothing about whose request it was", async () => {
  const received: { url: string | undefined; body: string }[] = [];
  const sentry = createServer(async (request, response) => {
    received.push({ url: request.url, body: await text(request) });
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(sentry, "listening");
  const { port } = sentry.address() as AddressInfo;
  try {
    await using server = await runServer({ DATABASE_URL: database.url, SENTRY_DSN: `http://key@127.0.0.1:${port}/7` });
    // a schema that isn't the one the code knows
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query("alter table users rename column name to title");
    await client.end();
    const email = "ada@example.com";
    const answer = await fetch(`${server.url}/api/auth/signup?token=in-a-query`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-request-id": "the-one",
        cookie: "__Host-session=in-a-cookie",
        authorization: "Bearer in-a-header",
      },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ error: { code: "INTERNAL_ERROR", requestId: "the-one" } });
    // and not of what is the caller's
    expect((await fetch(`${server.url}/api/auth/activity`)).status).toBe(401);
    // what is left is sent at the end
    server.signal("SIGTERM");
    expect((await server.ended).code).toBe(0);

    expect(received.map(({ url }) => url?.split("?")[0])).toEqual(["/api/7/envelope/"]);
    const body = received[0]?.body ?? "";
    const event = JSON.parse(body.trim().split("\n").at(-1) ?? "");
    expect(event).toMatchObject({ transaction: "POST /api/auth/signup", tags: { requestId: "the-one" } });
    expect(event.exception.values[0].value).toContain('"name"');
    expect(event.exception.values[0].stacktrace.frames.length).toBeGreaterThan(0);
    for (const secret of [email, PASSWORD, "in-a-query", "in-a-cookie", "in-a-header", "argon2", "127.0.0.1"]) {
      expect(body.replaceAll(`127.0.0.1:${port}`, "")).not.toContain(secret);
    }
  } finally {
    sentry.close();
  }
});
