import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { OrderEvent } from "@cafe-app-ai/shared/orders";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { openLine } from "../../test/database/line.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { problem } from "../../test/http/problem.ts";
import { LATTE, postOrder } from "../../test/orders.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

/** Opens a stream and reads it line by line; `next` waits for the next event. */
async function listen({ url }: Pick<TestApp, "url">, headers: Record<string, string>) {
  const request = get(`${url}/api/orders/events`, { headers, agent: false });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.setEncoding("utf8").on("error", () => {});
  let text = "";
  let ended = false;
  let wake = () => {};
  response.on("data", (chunk) => {
    text += chunk;
    wake();
  });
  response.on("close", () => {
    ended = true;
    wake();
  });
  const until = async (found: () => boolean) => {
    while (!found() && !ended) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
  };
  const events = () => text.split("\n\n").filter((block) => block.includes("data:"));
  let read = 0;
  return {
    response,
    next: async (): Promise<OrderEvent> => {
      await until(() => events().length > read);
      const block = events()[read++] ?? "";
      expect(block).toMatch(/^id: \S+\nevent: orders\ndata: /);
      return JSON.parse(block.slice(block.indexOf("data: ") + 6));
    },
    comment: () => until(() => /^:/m.test(text)),
    /** Resolves when the server ends it. */
    end: () => until(() => false),
    text: () => text,
    leave: async () => {
      request.destroy();
      await until(() => false);
    },
  };
}

describe("the stream of events", () => {
  it("tells of each change with what it is about, at once", async () => {
    const { headers } = await signUpUser(app);
    const stream = await listen(app, headers);
    expect(stream.response.statusCode).toBe(200);
    expect(stream.response.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
      "cache-control": "private, no-cache",
      "x-request-id": expect.any(String),
    });
    const { id } = await postOrder(app, headers);
    expect(await stream.next()).toEqual({ change: "created", ids: [id], count: 1 });
    const path = `/api/orders/${id}`;
    await app.request.patch(path).set(headers).send({ quantity: 2 }).expect(200);
    expect(await stream.next()).toEqual({ change: "changed", ids: [id], count: 1 });
    await app.request.delete(path).set(headers).expect(200);
    expect(await stream.next()).toEqual({ change: "deleted", ids: [id], count: 1 });
    await app.request.post(`${path}/restore`).set(headers).expect(200);
    expect(await stream.next()).toEqual({ change: "changed", ids: [id], count: 1 });
    await app.request
      .post("/api/orders/bulk")
      .set(headers)
      .send({ ids: [id], deleted: true })
      .expect(200);
    expect(await stream.next()).toEqual({ change: "deleted", ids: [id], count: 1 });
    const lines = Array.from({ length: 150 }, () => "Latte,Coffee,1,1.00");
    const csv = ["item,category,quantity,total", ...lines].join("\n");
    await app.request.post("/api/orders/import").set(headers).type("text/csv").send(csv).expect(201);
    const imported = await stream.next();
    expect(imported).toMatchObject({ change: "imported", count: 150 });
    expect(imported.ids).toHaveLength(100);
    await stream.leave();
  });

  it("tells nobody of the orders of others, nor of what was rolled back", async () => {
    const [ada, eve] = [await signUpUser(app), await signUpUser(app)];
    const stream = await listen(app, eve.headers);
    await postOrder(app, ada.headers);
    await app.db
      .transaction(async (tx) => {
        await tx.execute(sql`insert into orders (user_id, item, category, quantity, total_cents)
          values (${eve.user.id}, 'Latte', 'Coffee', 1, 1)`);
        throw new Error("rolled back");
      })
      .catch(() => {});
    const { id } = await postOrder(app, eve.headers);
    expect(await stream.next()).toMatchObject({ change: "created", ids: [id] });
    await stream.leave();
  });

  it("hears of what another replica does, and says after a reconnect to fetch again", async () => {
    const replica = await buildTestApp({ DATABASE_URL: app.databaseUrl });
    try {
      const { headers } = await signUpUser(app);
      const stream = await listen(replica, { ...headers, "last-event-id": "1-1" });
      expect(await stream.next()).toEqual({ change: "resync" });
      const { id } = await postOrder(app, headers);
      expect(await stream.next()).toMatchObject({ change: "created", ids: [id] });
      await stream.leave();
    } finally {
      await replica.close();
    }
  });

  it("mends its connection to the database, and says that something may have been missed", async () => {
    const { headers } = await signUpUser(app);
    const stream = await listen(app, headers);
    await app.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'cafe-app-ai notifications'`);
    expect(await stream.next()).toEqual({ change: "resync" });
    const { id } = await postOrder(app, headers);
    expect(await stream.next()).toMatchObject({ change: "created", ids: [id] });
    await stream.leave();
  });

  it("is one of at most ten for a user, and leaves room when it is closed", async () => {
    const { headers } = await signUpUser(app);
    const streams = await Promise.all(Array.from({ length: 10 }, () => listen(app, headers)));
    const refused = await app.request.get("/api/orders/events").set(headers);
    expect(problem(refused)).toEqual({ status: 429, code: "RATE_LIMITED" });
    expect(refused.headers["retry-after"]).toMatch(/^\d+$/);
    const other = await listen(app, (await signUpUser(app)).headers);
    await Promise.all([...streams.slice(1), other].map((stream) => stream.leave()));
    // the server learns of it a moment later
    let again = await listen(app, headers);
    while (again.response.statusCode !== 200) again = await listen(app, headers);
    await Promise.all([again.leave(), streams[0]?.leave()]);
  });

  it("requires a session", async () => {
    await app.request.get("/api/orders/events").expect(401);
    await app.request.head("/api/orders/events").expect(401);
  });

  it("tells HEAD its type, and ends", async () => {
    const { headers } = await signUpUser(app);
    const head = await app.request.head("/api/orders/events").set(headers).expect(200);
    expect(head.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  });

  it("comments every 20 seconds, and ends then when its session has", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const { headers, email } = await signUpUser(app);
    const other = await app.request.post("/api/auth/signin").send({ email, password: PASSWORD }).expect(200);
    const otherHeaders = { authorization: `Bearer ${other.body.data.sessionToken}` };
    const [staying, ending] = [await listen(app, headers), await listen(app, otherHeaders)];
    await app.request.post("/api/auth/signout").set(otherHeaders).expect(200);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(staying.text()).not.toMatch(/^:$/m);
    await vi.advanceTimersByTimeAsync(1);
    await Promise.all([staying.comment(), ending.end()]);
    const order = await app.request.post("/api/orders").set(headers).send(LATTE).expect(201);
    expect(await staying.next()).toMatchObject({ ids: [order.body.data.id] });
    await staying.leave();
  });

  it("ends when the server closes, which does not wait for it", async () => {
    const closing = await buildTestApp({ DATABASE_URL: app.databaseUrl });
    const { headers } = await signUpUser(app);
    const stream = await listen(closing, headers);
    const started = Date.now();
    await Promise.all([closing.close(), stream.end()]);
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it("ends when the server closes, also while the database is silent", async () => {
    const line = await openLine(app.databaseUrl);
    const closing = await buildTestApp({ DATABASE_URL: line.url });
    const stream = await listen(closing, (await signUpUser(app)).headers);
    line.silence();
    const started = Date.now();
    await Promise.all([closing.close(), stream.end()]);
    expect(Date.now() - started).toBeLessThan(5000);
    await line.close();
  });
});
