import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { OrderFeed } from "./order-feed.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

it("cuts off a client that doesn't read, and no other", async () => {
  const feed = new OrderFeed({ url: app.databaseUrl, log: app.app.log });
  const open = () => feed.open({ owner: "ada", resumed: false, isSessionLive: async () => true });
  const [unread, read] = [await open(), await open()];
  let text = "";
  read.on("data", (chunk) => {
    text += chunk;
  });
  const event = JSON.stringify({ owner: "ada", change: "updated", note: "x".repeat(5000) });
  for (let count = 0; count < 20; count++) await app.db.execute(sql`select pg_notify('orders', ${event})`);
  await vi.waitFor(() => expect(text.match(/event: orders/g)).toHaveLength(20), 10_000);
  await vi.waitFor(() => expect(feed.streams).toBe(1));
  expect(unread.destroyed).toBe(true);
  expect(read.destroyed).toBe(false);
  read.destroy();
  await feed.close();
});
