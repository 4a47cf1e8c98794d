import type { Card, Dashboard } from "@cafe-app-ai/shared/dashboard";
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
const request = (headers: Headers, query = "") => app.request.get(`/api/dashboard/data${query}`).set(headers);

async function readDashboard(headers: Headers, query = ""): Promise<Dashboard> {
  return (await request(headers, query).expect(200)).body.data;
}

const cardsById = ({ cards }: Dashboard) =>
  Object.fromEntries(cards.map(({ id, value, change }) => [id, { value, change }])) as Record<Card["id"], object>;

describe("the dashboard", () => {
  it("is nothing but its parts, each with its own properties", async () => {
    const { user, headers } = await signUpUser(app);
    await insertOrders(app, user.id, [
      { item: "Flat white", category: "Coffee", quantity: 2, totalCents: 780, placedAt: new Date() },
    ]);
    const { status, body } = await request(headers);
    expect(status).toBe(200);
    expect(body).toEqual({ status: "success", data: expect.anything(), error: null });
    expect(body.data).toEqual({
      range: "30d",
      cards: [
        { id: "revenue", label: expect.any(String), value: 780, unit: "money", currency: "EUR", change: null },
        { id: "orders", label: expect.any(String), value: 1, unit: "count", currency: null, change: null },
        { id: "averageOrder", label: expect.any(String), value: 780, unit: "money", currency: "EUR", change: null },
        { id: "itemsSold", label: expect.any(String), value: 2, unit: "count", currency: null, change: null },
      ],
      tableRows: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          item: "Flat white",
          category: "Coffee",
          quantity: 2,
          totalCents: 780,
          currency: "EUR",
          status: "completed",
          placedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        },
      ],
      chartMetrics: expect.any(Array),
      categories: [{ category: "Coffee", revenueCents: 780, orders: 1, itemsSold: 2, share: 1 }],
      topItems: [{ item: "Flat white", revenueCents: 780, orders: 1, itemsSold: 2, share: 1 }],
    });
    expect(body.data.chartMetrics).toHaveLength(30);
    const days = daysUntilToday(60, "UTC").days.map(({ date }) => date);
    expect(body.data.chartMetrics[29]).toEqual({
      date: days[59],
      revenueCents: 780,
      orders: 1,
      previous: { date: days[29], revenueCents: 0, orders: 0 },
    });
  });

  it.each([
    ["7d", 7],
    ["30d", 30],
    ["90d", 90],
  ])("of %s has a day for each, those without orders as zeros", async (range, count) => {
    const { headers } = await signUpUser(app);
    const dashboard = await readDashboard(headers, `?range=${range}`);
    expect(dashboard.range).toBe(range);
    const dates = daysUntilToday(2 * count, "UTC").days.map(({ date }) => date);
    const nothing = { revenueCents: 0, orders: 0 };
    expect(dashboard.chartMetrics).toEqual(
      dates.slice(count).map((date, index) => ({ date, ...nothing, previous: { date: dates[index], ...nothing } })),
    );
    expect(dashboard).toMatchObject({ categories: [], topItems: [] });
    expect(dashboard.tableRows).toEqual([]);
    for (const { value, change } of dashboard.cards) expect({ value, change }).toEqual({ value: 0, change: null });
  });

  it("shows nobody the orders of others", async () => {
    const ada = await signUpUser(app);
    const eve = await signUpUser(app);
    await insertOrders(app, ada.user.id, [{ placedAt: new Date() }]);
    expect((await readDashboard(ada.headers)).tableRows).toHaveLength(1);
    const dashboard = await readDashboard(eve.headers);
    expect(dashboard.tableRows).toEqual([]);
    expect(cardsById(dashboard).orders).toEqual({ value: 0, change: null });
    expect(dashboard.chartMetrics.every(({ orders }) => orders === 0)).toBe(true);
  });
});

describe("a query that is wrong", () => {
  let headers: Headers;
  beforeAll(async () => {
    headers = (await signUpUser(app)).headers;
  });

  it.each([
    ["?range=1d", "/range"],
    ["?range=", "/range"],
    ["?range=7D", "/range"],
    ["?range=7d&range=30d", "/range"],
    ["?range[]=7d", "/range[]"],
    ["?timezone=Mars/Olympus", "/timezone"],
    ["?timezone=%2B02:00", "/timezone"],
    ["?timezone=PST", "/timezone"],
    ["?timezone=", "/timezone"],
    ["?timezone=UTC&timezone=UTC", "/timezone"],
    ["?timezone=UTC%00", "/timezone"],
    ["?timezone=%FF", "/timezone"],
    ["?timezone=UTC';drop+table+orders;--", "/timezone"],
    [`?timezone=${"E".repeat(5000)}`, "/timezone"],
    ["?compare=yesterday", "/compare"],
    ["?compare=", "/compare"],
    ["?tz=UTC", "/tz"],
    ["?__proto__=1", "/__proto__"],
    ["?constructor=1", "/constructor"],
  ])("is refused: %s", async (query, path) => {
    const { status, body } = await request(headers, query);
    expect({ status, code: body.error?.code }).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(body.error.details).toEqual([{ in: "query", path, message: expect.any(String) }]);
  });

  it("is refused with each path named", async () => {
    const { body } = await request(headers, "?range=1d&timezone=Mars/Olympus");
    expect(body.error.details.map(({ path }: { path: string }) => path)).toEqual(["/range", "/timezone"]);
    expect(body.error.details[0].message).toBe("Must be one of 7d, 30d, 90d");
  });

  it("is 401 first without a session", async () => {
    await app.request.get("/api/dashboard/data?range=1d").expect(401);
  });
});
