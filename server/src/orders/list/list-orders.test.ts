import type { Order, OrderList } from "@cafe-app-ai/shared/orders";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orders } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { problem } from "../../test/http/problem.ts";
import { insertOrders, postOrder } from "../../test/orders.ts";
import { orderColumns } from "../order/order-row.ts";
import { matchingOrders } from "./filter-orders.ts";
import { sortOrders } from "./sort-orders.ts";

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await buildTestApp();
  ada = await signUpUser(app);
  const base = Date.parse("2026-11-01T08:00:00Z");
  await insertOrders(
    app,
    ada.user.id,
    Array.from({ length: 60 }, (_, index) => ({
      item: ["Latte", "Iced LATTE", "Crème brûlée", "100% juice", "Tea_time"][index % 5] ?? "",
      category: index % 3 === 0 ? "Coffee" : "Bakery",
      // many have the same value
      totalCents: (index % 4) * 100,
      placedAt: new Date(base + Math.floor(index / 7) * 3_600_000),
      status: index % 10 === 0 ? ("pending" as const) : ("completed" as const),
    })),
  );
});
afterAll(() => app.close());

type Query = Record<string, string | number>;
const ask = (query: Query = {}, headers = ada.headers) => app.request.get("/api/orders").query(query).set(headers);
const list = async (query: Query = {}, headers = ada.headers): Promise<OrderList> =>
  (await ask(query, headers).expect(200)).body.data;

/** All pages. */
async function walk(query: Query, headers = ada.headers, between: () => Promise<unknown> = async () => {}) {
  const rows: Order[] = [];
  let cursor: string | null = null;
  do {
    const page: OrderList = await list({ ...query, ...(cursor && { cursor }) }, headers);
    rows.push(...page.rows);
    cursor = page.nextCursor;
    if (cursor) await between();
  } while (cursor);
  return rows;
}

const ids = (rows: Order[]) => rows.map(({ id }) => id);

describe("a list of orders", () => {
  it("is the newest 25 with what there is in all, and a cursor to the next", async () => {
    const { rows, nextCursor, total, totalIsCapped } = await list();
    expect(rows).toHaveLength(25);
    expect({ total, totalIsCapped }).toEqual({ total: 60, totalIsCapped: false });
    expect(nextCursor).toEqual(expect.any(String));
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      "category createdAt currency id item placedAt quantity status totalCents updatedAt".split(" "),
    );
    expect((await list({ limit: 100 })).nextCursor).toBeNull();
    expect((await list({ limit: 60 })).nextCursor).toBeNull();
  });

  it.each(["placedAt", "totalCents"] as const)("sorted by %s is the same page by page as at once", async (sort) => {
    for (const order of ["asc", "desc"]) {
      const whole = await list({ sort, order, limit: 100 });
      const values = whole.rows.map((row) => (sort === "placedAt" ? Date.parse(row.placedAt) : row.totalCents));
      expect(values).toEqual([...values].sort((a, b) => (order === "asc" ? a - b : b - a)));
      for (const limit of [13, 59]) expect(ids(await walk({ sort, order, limit }))).toEqual(ids(whole.rows));
    }
  });

  it("shows no row twice and leaves none out, though others come and go meanwhile", async () => {
    const { headers } = await signUpUser(app);
    const standing: string[] = [];
    for (let index = 0; index < 12; index++) standing.push((await postOrder(app, headers)).id);
    const passing = await postOrder(app, headers);
    let first = true;
    const seen = await walk({ limit: 3 }, headers, async () => {
      await postOrder(app, headers);
      if (first) await app.request.delete(`/api/orders/${passing.id}`).set(headers).expect(200);
      first = false;
    });
    expect(new Set(ids(seen)).size).toBe(seen.length);
    expect(ids(seen)).toEqual(expect.arrayContaining(standing));
  });

  it("counts up to 10,000", async () => {
    const { user, headers } = await signUpUser(app);
    const insert = (count: number) =>
      app.db.execute(sql`insert into orders (user_id, item, category, quantity, total_cents)
        select ${user.id}, 'Latte', 'Coffee', 1, 450 from generate_series(1, ${count}::int)`);
    await insert(10_000);
    expect(await list({ limit: 1 }, headers)).toMatchObject({ total: 10_000, totalIsCapped: false });
    await insert(1);
    expect(await list({ limit: 1 }, headers)).toMatchObject({ total: 10_000, totalIsCapped: true });
    expect(await list({ limit: 1, q: "latt" }, headers)).toMatchObject({ total: 10_000, totalIsCapped: true });
  });
});

describe("a filter", () => {
  it.each<[Query, number]>([
    [{ status: "pending" }, 6],
    [{ status: "refunded" }, 0],
    [{ category: "Coffee" }, 20],
    [{ category: " Coffee " }, 20],
    [{ category: "coffee" }, 0],
    [{ category: "Coffee", status: "pending" }, 2],
    [{ item: "Iced LATTE" }, 12],
    [{ item: " Iced LATTE " }, 12],
    [{ item: "Iced latte" }, 0],
    [{ q: "latte" }, 24],
    [{ q: "ICED" }, 12],
    [{ q: "crÈME" }, 12],
    [{ q: "%" }, 12],
    [{ q: "_" }, 12],
    [{ q: "\\" }, 0],
    [{ q: "e" }, 60],
    [{ q: "espresso" }, 0],
    [{ q: "latte", status: "pending", sort: "totalCents" }, 6],
    [{ from: "2026-11-01T09:00:00Z" }, 53],
    [{ to: "2026-11-01T09:00:00Z" }, 7],
    [{ from: "2026-11-01T10:00:00+01:00", to: "2026-11-01T11:00:00.000+01:00" }, 7],
    [{ from: "2026-11-02T00:00:00Z" }, 0],
  ])("%j finds %i", async (query, total) => {
    const page = await list({ ...query, limit: 100 });
    expect(page).toMatchObject({ total, totalIsCapped: false });
    expect(page.rows).toHaveLength(total);
    expect(ids(await walk({ ...query, limit: 4 }))).toEqual(ids(page.rows));
  });

  it("that finds a hundred kinds of items finds all of their orders", async () => {
    const { user, headers } = await signUpUser(app);
    const kinds = Array.from({ length: 700 }, (_, index) => ({ item: `Blend ${index}` }));
    await insertOrders(app, user.id, [...kinds, { item: "Tea" }]);
    expect(await list({ q: "blend" }, headers)).toMatchObject({ total: 700 });
    expect(await list({ q: "blend 69" }, headers)).toMatchObject({ total: 11 });
  });

  it("shows nobody the orders of others", async () => {
    const { headers } = await signUpUser(app);
    for (const query of [{}, { q: "latte" }, { category: "Coffee" }] as Query[]) {
      expect(await list(query, headers)).toEqual({ rows: [], nextCursor: null, total: 0, totalIsCapped: false });
    }
  });

  it.each<[string, string]>([
    ["limit=0", "/limit"],
    ["limit=101", "/limit"],
    ["limit=1.5", "/limit"],
    ["limit=ten", "/limit"],
    ["limit=1e1", "/limit"],
    ["limit=99999999999999999999", "/limit"],
    ["limit=1&limit=2", "/limit"],
    ["sort=item", "/sort"],
    ["sort=placed_at%20desc", "/sort"],
    ["order=up", "/order"],
    ["status=paid", "/status"],
    ["status=pending&status=completed", "/status"],
    ["category=", "/category"],
    ["q=", "/q"],
    ["q=%00", "/q"],
    ["q=%20", "/q"],
    [`q=${"x".repeat(121)}`, "/q"],
    ["from=yesterday", "/from"],
    ["from=2026-11-24", "/from"],
    ["to=%2B275760-09-13T00:00:00Z", "/to"],
    ["to=2026-02-30T00:00:00Z", "/to"],
    ["page=2", "/page"],
    ["userId=1", "/userId"],
  ])("%s is refused", async (query, path) => {
    const answer = await app.request.get(`/api/orders?${query}`).set(ada.headers);
    expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(answer.body.error.details).toEqual([{ in: "query", path, message: expect.any(String) }]);
  });
});

describe("a cursor", () => {
  let cursor: string;
  beforeAll(async () => {
    cursor = (await list({ limit: 10, category: "Bakery" })).nextCursor ?? "";
  });
  const refused = async (query: Query, headers = ada.headers) => {
    const answer = await ask(query, headers);
    expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(answer.body.error.details).toEqual([{ in: "query", path: "/cursor", message: expect.any(String) }]);
  };

  it("goes on with another limit, and with the defaults spelled out", async () => {
    await ask({ limit: 5, category: "Bakery", cursor }).expect(200);
    await ask({ category: "Bakery", sort: "placedAt", order: "desc", cursor }).expect(200);
  });

  it("is refused with another sort or filter", async () => {
    await refused({ cursor });
    await refused({ category: "Coffee", cursor });
    await refused({ category: "Bakery", order: "asc", cursor });
    await refused({ category: "Bakery", sort: "totalCents", cursor });
    await refused({ category: "Bakery", item: "Latte", cursor });
    await refused({ category: "Bakery", q: "latte", cursor });
    await refused({ category: "Bakery", from: "2026-11-01T09:00:00Z", cursor });
  });

  it("is refused where any character of it is another", async () => {
    for (let index = 0; index < cursor.length; index += 9) {
      const other = cursor[index] === "A" ? "B" : "A";
      await refused({ category: "Bakery", cursor: cursor.slice(0, index) + other + cursor.slice(index + 1) });
    }
    for (const altered of [cursor.slice(0, -1), `${cursor}A`, `${cursor}=`, `${cursor}.`, cursor.split(".")[0] ?? ""]) {
      await refused({ category: "Bakery", cursor: altered });
    }
  });

  it.each(["null", "1", "{}", "..", "WzEsMl0.AAAA", "x".repeat(400)])("that was made up is refused: %s", (made) =>
    refused({ category: "Bakery", cursor: made }),
  );

  it("is refused for another account", async () => {
    const { headers } = await signUpUser(app);
    await refused({ category: "Bakery", cursor }, headers);
  });

  it("is good on another replica", async () => {
    const replica = await buildTestApp({ DATABASE_URL: app.databaseUrl });
    try {
      await replica.request.get("/api/orders").query({ category: "Bakery", cursor }).set(ada.headers).expect(200);
    } finally {
      await replica.close();
    }
  });
});

it("the categories are those of orders that are there, the most frequent first", async () => {
  const read = async () => (await app.request.get("/api/orders/categories").set(ada.headers).expect(200)).body.data;
  expect(await read()).toEqual([
    { category: "Bakery", orders: 40 },
    { category: "Coffee", orders: 20 },
  ]);
});

describe("every list has an index", () => {
  it.each<[string, string]>([
    ["", "placed_at desc, id desc"],
    ["", "total_cents, id"],
    ["and status = 'pending'", "placed_at desc, id desc"],
    ["and category = 'Bakery'", "placed_at desc, id desc"],
    ["and item in ('Latte', 'Mocha')", "placed_at desc, id desc"],
    ["and (placed_at, id) < (now(), gen_random_uuid())", "placed_at desc, id desc"],
    ["and (total_cents, id) > (5, '0d9e9a5a-5a3b-4b9e-8f4f-6f1f6a9f3c11')", "total_cents, id"],
  ])("where %s order by %s", async (condition, order) => {
    const { rows } = await app.db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return tx.execute<{ "QUERY PLAN": string }>(
        sql.raw(`explain select * from orders where user_id = '${ada.user.id}' and deleted_at is null ${condition}
          order by ${order} limit 26`),
      );
    });
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toMatch(/idx_orders_(placed|total|status|category|item)/);
    expect(plan).not.toMatch(/Seq Scan/);
  });

  it.each(["placedAt", "totalCents"] as const)(
    "few matches are found by their item and then sorted by %s",
    async (sort) => {
      for (const filters of [{ q: "latte" }, { item: "Latte" }]) {
        const plan = await app.db.transaction(async (tx) => {
          // as with a million orders, where it seems better to read them in the list's order
          for (const way of ["seqscan", "bitmapscan", "sort", "incremental_sort"]) {
            await tx.execute(sql.raw(`set local enable_${way} = off`));
          }
          const { where, few } = await matchingOrders(tx, ada.user.id, filters);
          const query = tx
            .select(orderColumns)
            .from(orders)
            .where(where)
            .orderBy(...sortOrders({ sort }).orderBy(few))
            .limit(26);
          const { rows } = await tx.execute<{ "QUERY PLAN": string }>(sql`explain ${query}`);
          return rows.map((row) => row["QUERY PLAN"]).join("\n");
        });
        expect(plan).toMatch(/Sort/);
        expect(plan).not.toMatch(/idx_orders_(placed|total)/);
      }
    },
  );
});
