import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { MIGRATIONS_FOLDER } from "../database/migrations/files.ts";
import { migrateDatabase } from "../database/migrations/migrate-database.ts";
import { cafes, orderFigures, orderItems, orders, users } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { createTestDatabase } from "../test/database/database.ts";
import { signUpUser } from "../test/factories.ts";
import { insertOrders, postOrder } from "../test/orders.ts";
import { runProgram } from "../test/run-program.ts";
import { waitForLock } from "../test/wait-for-lock.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

/** How many of an account's figures are not what its orders say. */
async function countWrongFigures(owner: string): Promise<number> {
  const { rows } = await app.db.execute<{ wrong: string }>(sql`select mend_order_figures(${owner}) as wrong`);
  return Number(rows[0]?.wrong);
}

const versionOf = async (owner: string) =>
  (await app.db.select().from(cafes).where(eq(cafes.userId, owner)))[0]?.version ?? 0;

/** A random choice that a seed repeats (mulberry32). */
function createChance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe("the figures", () => {
  it("are what the orders say, after hundreds of random changes by several writers at once", async () => {
    const { user, headers } = await signUpUser(app);
    const seed = Date.now() % 1_000_000;
    const ids: string[] = [];
    const pick = <T>(chance: (below: number) => number, from: readonly T[]) => from[chance(from.length)] as T;
    const fields = (chance: (below: number) => number) => ({
      item: pick(chance, ["Latte", "Tea", "Bun"]),
      category: pick(chance, ["Coffee", "Bakery"]),
      quantity: 1 + chance(5),
      totalCents: chance(1000),
      status: pick(chance, ["completed", "pending", "refunded"] as const),
      // two days and a few quarters of an hour, so that they meet
      placedAt: new Date(Date.UTC(2026, 10, 20 + chance(2), chance(2), chance(4) * 15)).toISOString(),
    });
    const write = async (writer: number) => {
      const chance = createChance(seed + writer);
      const send = (method: "post" | "patch" | "delete", path: string, body?: object) =>
        app.request[method](`/api/orders${path}`).set(headers).send(body);
      for (let step = 0; step < 60; step++) {
        const id = pick(chance, ids);
        const some = Array.from({ length: 5 }, () => pick(chance, ids));
        const operation = ids.length < 5 ? 0 : chance(6);
        if (operation === 0) ids.push((await postOrder(app, headers, fields(chance))).id);
        if (operation === 1) await send("patch", `/${id}`, fields(chance));
        if (operation === 2) await send("delete", `/${id}`);
        if (operation === 3) await send("post", `/${id}/restore`);
        if (operation === 4) await send("post", "/bulk", { ids: some, status: fields(chance).status }).expect(200);
        if (operation === 5) await send("post", "/bulk", { ids: some, deleted: chance(2) === 0 }).expect(200);
      }
    };
    await Promise.all([1, 2, 3, 4, 5].map(write));
    expect({ seed, wrong: await countWrongFigures(user.id) }).toEqual({ seed, wrong: 0 });
    expect(ids.length).toBeGreaterThan(20);
  }, 60_000);

  it("follow whatever writes into the table, many rows and accounts in one statement", async () => {
    const [ada, eve] = [await signUpUser(app), await signUpUser(app)];
    for (const { user } of [ada, eve]) await insertOrders(app, user.id, [{}, { status: "refunded" }]);
    await app.db.execute(sql`update orders set total_cents = total_cents * 2, category = 'Drinks', placed_at = now() - interval '3 days'
      where user_id in (${ada.user.id}, ${eve.user.id})`);
    await app.db.execute(sql`delete from orders where user_id = ${eve.user.id} and status = 'completed'`);
    for (const { user } of [ada, eve]) expect(await countWrongFigures(user.id)).toBe(0);
    const { body } = await app.request.get("/api/dashboard/data").set(ada.headers);
    expect(body.data.categories).toEqual([
      { category: "Drinks", revenueCents: 480, orders: 1, itemsSold: 1, share: 1 },
    ]);
  });

  it("never overflow", async () => {
    const { user, headers } = await signUpUser(app);
    await app.db.execute(sql`insert into orders (user_id, item, category, quantity, total_cents)
      select ${user.id}, 'Gold', 'Metal', 100000, 1000000000000 from generate_series(1, 2000)`);
    await app.db.execute(sql`update order_figures set revenue_cents = revenue_cents + 9223372036854775000
      where user_id = ${user.id}`);
    await postOrder(app, headers, { item: "Gold", category: "Metal", totalCents: 1_000_000_000_000 });
    const { body } = await app.request.get("/api/dashboard/data").set(headers).expect(200);
    expect(body.data.cards[0].value).toBeGreaterThan(9.2e18);
    expect(await countWrongFigures(user.id)).toBe(5);
  });

  it("go with their account", async () => {
    const { user, headers } = await signUpUser(app);
    await postOrder(app, headers);
    await app.db.delete(users).where(eq(users.id, user.id));
    for (const table of [orders, orderFigures, orderItems, cafes]) {
      expect(await app.db.$count(table, eq(table.userId, user.id))).toBe(0);
    }
  });
});

describe("the version", () => {
  it("is raised by every change that shows, once for each", async () => {
    const { user, headers } = await signUpUser(app);
    const { id } = await postOrder(app, headers);
    expect(await versionOf(user.id)).toBe(1);
    await app.request.patch(`/api/orders/${id}`).set(headers).send({ item: "Tea" }).expect(200);
    expect(await versionOf(user.id)).toBe(2);
    await app.request.delete(`/api/orders/${id}`).set(headers).expect(200);
    expect(await versionOf(user.id)).toBe(3);
    await app.request.delete(`/api/orders/${id}`).set(headers).expect(404);
    await app.db.delete(orders).where(eq(orders.id, id));
    expect(await versionOf(user.id)).toBe(3);
  });

  it("loses no change of many at once", async () => {
    const { user, headers } = await signUpUser(app);
    await Promise.all(Array.from({ length: 20 }, () => postOrder(app, headers)));
    expect(await versionOf(user.id)).toBe(20);
    expect(await countWrongFigures(user.id)).toBe(0);
  });
});

describe("npm run db:check-figures", () => {
  const check = (url = app.databaseUrl) => runProgram("commands/check-figures.ts", { DATABASE_URL: url }).ended;

  it("mends what is wrong, says how much, and finds nothing the next time", async () => {
    const { user, headers } = await signUpUser(app);
    await postOrder(app, headers);
    await postOrder(app, headers, { item: "Tea" });
    const version = await versionOf(user.id);
    await app.db.update(orderFigures).set({ orders: 7 }).where(sql`user_id = ${user.id} and grain = 'day'`);
    await app.db.delete(orderItems).where(sql`user_id = ${user.id} and item = 'Tea'`);
    await app.db.insert(orderFigures).values({
      userId: user.id,
      currency: "EUR",
      grain: "day",
      start: new Date(0),
      category: "",
      item: "",
      orders: 1,
      revenueCents: "5",
      itemsSold: 1,
    });
    const first = await check();
    expect(first.output).toMatch(/^Checked \d+ accounts: corrected 3 figures in 1 of them\.\n$/);
    expect({ code: first.code, errors: first.errors }).toEqual({ code: 0, errors: "" });
    expect((await check()).output).toMatch(/^Checked \d+ accounts: every figure is right\.\n$/);
    // who has seen the wrong ones learns of it
    expect(await versionOf(user.id)).toBeGreaterThan(version);
  });
});

describe("the migration", () => {
  it("counts the orders that are there, as an owner without other rights", async () => {
    const database = await createTestDatabase(inject("postgresUrl"));
    const name = new URL(database.url).pathname.slice(1);
    const owner = `owner_${randomUUID().slice(0, 8)}`;
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    try {
      await admin.query(`create role ${owner} login password 'x'; alter database ${name} owner to ${owner};
        drop schema public cascade; drop schema drizzle cascade; create schema public authorization ${owner}`);
      const url = new URL(database.url);
      [url.username, url.password] = [owner, "x"];
      await migrateDatabase(url.href);
      // as they were before: nothing counted
      await admin.query(`alter table orders disable trigger user;
        insert into users (id, email, name) values ('${randomUUID()}', 'ada@example.com', 'Ada');
        insert into orders (user_id, item, category, quantity, total_cents) select id, 'Latte', 'Coffee', 2, 500 from users;
        alter table orders enable trigger user;
        set role ${owner}; select mend_order_figures(id) from users`);
      const { rows } = await admin.query(
        "select grain, orders, revenue_cents, items_sold from order_figures order by 1",
      );
      const sums = { orders: "1", revenue_cents: "500", items_sold: "2" };
      expect(rows).toEqual(
        ["day", "item-day", "item-quarter", "item-week", "quarter"].map((grain) => ({ grain, ...sums })),
      );
    } finally {
      await admin.end();
      await database.drop();
    }
  });

  it("fills the weeks of what was counted by days, and misses no order that comes meanwhile", async () => {
    const { user } = await signUpUser(app);
    const placedAt = [0, 3, 7, 20, 300].map((days) => new Date(Date.now() - days * 86_400_000));
    await insertOrders(
      app,
      user.id,
      placedAt.map((at) => ({ placedAt: at })),
    );
    // none counted yet, and one by who came first
    await app.db.execute(
      sql`delete from order_figures where grain = 'item-week' and start < now() - interval '10 days'`,
    );
    await app.db.execute(sql`update order_figures set orders = 1 where grain = 'item-week'`);
    const fill = await readFile(join(MIGRATIONS_FOLDER, "0012_fill-item-weeks.sql"), "utf8");
    // an order that is counted, but not committed when the fill comes to the account
    let filled: Promise<unknown> | undefined;
    await app.db.transaction(async (tx) => {
      await tx
        .insert(orders)
        .values({ userId: user.id, item: "Tea", category: "Tea", quantity: 1, totalCents: 300, placedAt: placedAt[2] });
      filled = app.db.$client.query(fill);
      await waitForLock(tx);
    });
    await filled;
    expect(await countWrongFigures(user.id)).toBe(0);
  });
});
