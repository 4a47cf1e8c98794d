import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { orders, users } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";
import { insertOrders } from "../test/orders.ts";

/** What the orders are to their account. */

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const countOrders = (userId: string) => app.db.$count(orders, eq(orders.userId, userId));
const insertMany = (userId: string, count: number) =>
  app.db.execute(sql`
    insert into orders (user_id, item, category, quantity, total_cents, placed_at)
    select ${userId}, 'Espresso', 'Coffee', 1, 240, '2026-01-01T00:00:00Z'::timestamptz - make_interval(secs => n % 7)
    from generate_series(1, ${count}::int) n`);

it("the account's export has its own orders and settings, and nobody else's", async () => {
  const [{ headers, user }, stranger] = [await signUpUser(app), await signUpUser(app)];
  await insertOrders(app, user.id, [{ item: "Mine", status: "refunded" }]);
  await insertOrders(app, stranger.user.id, [{ item: "Theirs" }]);
  const before = await app.request.get("/api/auth/export").set(headers).expect(200);
  expect(before.body.data).toMatchObject({
    settings: { currency: "EUR", timezone: "UTC" },
    orders: [{ item: "Mine", status: "refunded" }],
  });
  expect(before.text).not.toContain("Theirs");
  const settings = { currency: "CHF", timezone: "Europe/Zurich" };
  await app.request.patch("/api/settings").set(headers).send(settings).expect(200);
  const after = await app.request.get("/api/auth/export").set(headers).expect(200);
  expect(after.body.data.settings).toEqual(settings);
});

it("the export has every order once, in order, however many there are", async () => {
  const { headers, user } = await signUpUser(app);
  await insertMany(user.id, 2500);
  const { body } = await app.request.get("/api/auth/export").set(headers).expect(200);
  const rows = await app.db.select({ id: orders.id }).from(orders).where(eq(orders.userId, user.id)).orderBy(orders.id);
  expect(body.data.orders.map(({ id }: { id: string }) => id)).toEqual(rows.map(({ id }) => id));
});

it("deleting the account removes its orders, however many, and leaves everybody else's", async () => {
  const [{ headers, user }, stranger] = [await signUpUser(app), await signUpUser(app)];
  await insertMany(user.id, 12_000);
  await insertOrders(app, stranger.user.id, [{}]);
  await app.request.delete("/api/auth/user").set(headers).send({ password: PASSWORD }).expect(200);
  await vi.waitFor(async () => expect(await app.db.$count(users, eq(users.id, user.id))).toBe(0), 10_000);
  expect(await countOrders(user.id)).toBe(0);
  expect(await countOrders(stranger.user.id)).toBe(1);
});
