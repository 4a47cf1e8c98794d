import type { Dashboard } from "@cafe-app-ai/shared/dashboard";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { daysUntilToday } from "../days.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { insertOrders } from "../test/orders.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

type Headers = Record<string, string>;
const ask = (headers: Headers, query: string) => app.request.get(`/api/dashboard/data?${query}`).set(headers);

async function readDashboard(headers: Headers, query: string): Promise<Dashboard> {
  return (await ask(headers, query).expect(200)).body.data;
}

const setUp = (headers: Headers, settings: object) =>
  app.request.patch("/api/settings").set(headers).send(settings).expect(200);

/** Noon of a day that lies so many days back in UTC. */
const daysAgo = (days: number) => {
  const [day] = daysUntilToday(days + 1, "UTC").days;
  return new Date((day?.start.getTime() ?? 0) + 12 * 3_600_000);
};

describe("the comparison with the same weekdays", () => {
  it.each([
    ["7d", 7],
    ["30d", 35],
    ["90d", 91],
  ])("of %s goes %i days back, the fewest whole weeks without an overlap", async (range, shift) => {
    const { user, headers } = await signUpUser(app);
    await insertOrders(app, user.id, [{ placedAt: daysAgo(0) }, { placedAt: daysAgo(shift), totalCents: 480 }]);
    const { chartMetrics, cards } = await readDashboard(headers, `range=${range}&compare=weekday`);
    for (const { date, previous } of chartMetrics) {
      expect(Date.parse(date) - Date.parse(previous.date)).toBe(shift * 86_400_000);
    }
    expect(chartMetrics.at(-1)?.previous).toMatchObject({ revenueCents: 480, orders: 1 });
    expect(cards[0]).toMatchObject({ id: "revenue", value: 240, change: -0.5 });
  });

  it("leaves out the days between", async () => {
    const { user, headers } = await signUpUser(app);
    await insertOrders(app, user.id, [{ placedAt: daysAgo(0) }, { placedAt: daysAgo(30), totalCents: 100 }]);
    const weekday = await readDashboard(headers, "range=30d&compare=weekday");
    expect(weekday.cards[0]).toMatchObject({ value: 240, change: null });
    const previous = await readDashboard(headers, "range=30d&compare=previous");
    expect(previous.cards[0]).toMatchObject({ value: 240, change: 1.4 });
    expect(await readDashboard(headers, "range=30d")).toEqual(previous);
  });
});

describe("what sells best", () => {
  it("is the categories and the five items of the range, largest first, each with its share", async () => {
    const { user, headers } = await signUpUser(app);
    await insertOrders(app, user.id, [
      { item: "Espresso", category: "Coffee", totalCents: 100, quantity: 2 },
      { item: "Espresso", category: "Coffee", totalCents: 200, quantity: 3 },
      { item: "Latte", category: "Coffee", totalCents: 100 },
      { item: "Croissant", category: "Bakery", totalCents: 500 },
      { item: "Tea", category: "Drinks", totalCents: 40 },
      { item: "Soda", category: "Drinks", totalCents: 30 },
      { item: "Water", category: "Drinks", totalCents: 20 },
      { item: "Cake", category: "Bakery", totalCents: 9000, status: "refunded" },
      { item: "Pie", category: "Pies", totalCents: 9000, placedAt: daysAgo(7) },
    ]);
    const { categories, topItems } = await readDashboard(headers, "range=7d");
    expect(categories).toEqual([
      { category: "Bakery", revenueCents: 500, orders: 1, itemsSold: 1, share: expect.closeTo(500 / 990) },
      { category: "Coffee", revenueCents: 400, orders: 3, itemsSold: 6, share: expect.closeTo(400 / 990) },
      { category: "Drinks", revenueCents: 90, orders: 3, itemsSold: 3, share: expect.closeTo(90 / 990) },
    ]);
    expect(topItems.map(({ item, orders }) => [item, orders])).toEqual([
      ["Croissant", 1],
      ["Espresso", 2],
      ["Latte", 1],
      ["Tea", 1],
      ["Soda", 1],
    ]);
  });

  it("has shares of nothing where nothing was paid", async () => {
    const { user, headers } = await signUpUser(app);
    await insertOrders(app, user.id, [{ totalCents: 0 }]);
    const { categories } = await readDashboard(headers, "");
    expect(categories).toEqual([{ category: "Coffee", revenueCents: 0, orders: 1, itemsSold: 1, share: 0 }]);
  });
});

describe("the account's settings", () => {
  it("choose the currency that counts, while the table shows every order", async () => {
    const { user, headers } = await signUpUser(app);
    await insertOrders(app, user.id, [{ totalCents: 100 }, { totalCents: 7000, currency: "JPY" }]);
    expect((await readDashboard(headers, "")).cards[0]).toMatchObject({ value: 100, currency: "EUR" });
    await setUp(headers, { currency: "JPY" });
    const { cards, tableRows, chartMetrics, categories } = await readDashboard(headers, "");
    expect(cards[0]).toMatchObject({ value: 7000, currency: "JPY" });
    expect(chartMetrics.at(-1)).toMatchObject({ revenueCents: 7000, orders: 1 });
    expect(categories).toMatchObject([{ revenueCents: 7000, share: 1 }]);
    expect(tableRows.map(({ currency }) => currency).sort()).toEqual(["EUR", "JPY"]);
  });

  it("choose the days where the query does not", async () => {
    const { headers } = await signUpUser(app);
    const dates = async (query: string) => (await readDashboard(headers, query)).chartMetrics.map(({ date }) => date);
    // of these two, one or the other is at another date than UTC
    for (const timezone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      await setUp(headers, { timezone });
      const own = daysUntilToday(7, timezone).days.map(({ date }) => date);
      expect(await dates("range=7d")).toEqual(own);
      expect(await dates("range=7d&timezone=UTC")).toEqual(daysUntilToday(7, "UTC").days.map(({ date }) => date));
    }
  });

  it("are part of the ETag", async () => {
    const { headers } = await signUpUser(app);
    const { etag = "" } = (await ask(headers, "").expect(200)).headers;
    await ask({ ...headers, "if-none-match": etag }, "").expect(304);
    await setUp(headers, { currency: "USD" });
    const changed = await ask({ ...headers, "if-none-match": etag }, "").expect(200);
    expect(changed.body.data.cards[0].currency).toBe("USD");
  });
});

describe("the ETag", () => {
  it("names whose dashboard it is: another account's is never taken for one's own", async () => {
    const ada = await signUpUser(app);
    const eve = await signUpUser(app);
    const { etag = "" } = (await ask(ada.headers, "").expect(200)).headers;
    await ask({ ...eve.headers, "if-none-match": etag }, "").expect(200);
  });

  it("is the same on every replica, and each sees the other's changes", async () => {
    const replica = await buildTestApp({ DATABASE_URL: app.databaseUrl });
    try {
      const { headers } = await signUpUser(app);
      const path = "/api/dashboard/data";
      const here = await app.request.get(path).set(headers).expect(200);
      const there = await replica.request.get(path).set(headers).expect(200);
      expect(there.headers.etag).toBe(here.headers.etag);
      await app.request
        .post("/api/orders")
        .set(headers)
        .send({ item: "Latte", category: "Coffee", quantity: 1, totalCents: 500 })
        .expect(201);
      const after = await replica.request
        .get(path)
        .set({ ...headers, "if-none-match": here.headers.etag ?? "" })
        .expect(200);
      expect(after.body.data.cards[1].value).toBe(1);
    } finally {
      await replica.close();
    }
  });
});

it("shows one moment: cards, days, categories and rows agree while others write", async () => {
  const { headers } = await signUpUser(app);
  let writing = true;
  const writers = [1, 2].map(async () => {
    while (writing) {
      const order = { item: "Latte", category: "Coffee", quantity: 1, totalCents: 100 };
      await app.request.post("/api/orders").set(headers).send(order).expect(201);
    }
  });
  for (let reads = 0; reads < 20; reads++) {
    const { cards, chartMetrics, categories, topItems, tableRows } = await readDashboard(headers, "range=7d");
    const orders = cards[1]?.value ?? 0;
    expect(chartMetrics.reduce((sum, day) => sum + day.orders, 0)).toBe(orders);
    expect(categories.reduce((sum, category) => sum + category.orders, 0)).toBe(orders);
    expect(topItems.reduce((sum, item) => sum + item.orders, 0)).toBe(orders);
    expect(tableRows).toHaveLength(Math.min(10, orders));
  }
  writing = false;
  await Promise.all(writers);
});
