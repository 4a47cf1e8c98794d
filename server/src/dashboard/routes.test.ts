import type { Card, Dashboard } from "@cafe-app-ai/shared/dashboard";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { daysUntilToday } from "../days.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { insertOrders, signUpUser } from "../test/factories.ts";

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

const before = (time: Date) => new Date(time.getTime() - 1);

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

describe.each([
  "UTC",
  "Pacific/Kiritimati",
  "Pacific/Chatham",
  "Asia/Kathmandu",
  "America/St_Johns",
  "America/New_York",
  "Europe/Berlin",
  "Pacific/Auckland",
])("a range in %s", (timezone) => {
  const query = `?range=7d&timezone=${encodeURIComponent(timezone)}`;

  it("begins with its first day and ends with today, to the millisecond", async () => {
    const { user, headers } = await signUpUser(app);
    const { days, end, previousStart } = daysUntilToday(7, timezone);
    const [first = { date: "", start: end }, second = first] = days;
    await insertOrders(app, user.id, [
      { placedAt: end, totalCents: 100_000 },
      { placedAt: before(end), totalCents: 500, quantity: 2 },
      { placedAt: second.start, totalCents: 20 },
      { placedAt: before(second.start), totalCents: 10 },
      { placedAt: first.start, totalCents: 270 },
      { placedAt: before(first.start), totalCents: 400, quantity: 4 },
      { placedAt: previousStart, totalCents: 100, quantity: 6 },
      { placedAt: before(previousStart), totalCents: 1_000_000 },
    ]);
    const dashboard = await readDashboard(headers, query);
    expect(cardsById(dashboard)).toEqual({
      revenue: { value: 800, change: expect.closeTo(0.6) },
      orders: { value: 4, change: 1 },
      averageOrder: { value: 200, change: expect.closeTo(-0.2) },
      itemsSold: { value: 5, change: -0.5 },
    });
    const zeros = days.slice(2, -1).map(({ date }) => ({ date, revenueCents: 0, orders: 0 }));
    expect(dashboard.chartMetrics.map(({ previous: _, ...day }) => day)).toEqual([
      { date: first.date, revenueCents: 280, orders: 2 },
      { date: second.date, revenueCents: 20, orders: 1 },
      ...zeros,
      { date: days.at(-1)?.date, revenueCents: 500, orders: 1 },
    ]);
    expect(dashboard.chartMetrics.map(({ previous }) => previous.revenueCents)).toEqual([100, 0, 0, 0, 0, 0, 400]);
    const sold = { revenueCents: 800, orders: 4, itemsSold: 5, share: 1 };
    expect(dashboard).toMatchObject({
      categories: [{ category: "Coffee", ...sold }],
      topItems: [{ item: "Espresso", ...sold }],
    });
  });
});

describe("the figures", () => {
  it("leave out what was refunded, and count what is pending", async () => {
    const { user, headers } = await signUpUser(app);
    await insertOrders(app, user.id, [
      { status: "refunded", totalCents: 900 },
      { status: "pending", totalCents: 200 },
      { status: "completed", totalCents: 300 },
    ]);
    const dashboard = await readDashboard(headers);
    expect(cardsById(dashboard)).toMatchObject({
      revenue: { value: 500 },
      orders: { value: 2 },
      averageOrder: { value: 250 },
    });
    expect(dashboard.chartMetrics.at(-1)).toMatchObject({ revenueCents: 500, orders: 2 });
    expect(dashboard.tableRows.map(({ status }) => status).sort()).toEqual(["completed", "pending", "refunded"]);
  });

  it("have no change where the period before has nothing to compare with", async () => {
    const { user, headers } = await signUpUser(app);
    const { days } = daysUntilToday(7, "UTC");
    const earlier = before(days[0]?.start ?? new Date(0));
    await insertOrders(app, user.id, [{ totalCents: 500 }, { status: "refunded", totalCents: 500, placedAt: earlier }]);
    for (const { change } of (await readDashboard(headers, "?range=7d")).cards) expect(change).toBeNull();
    await insertOrders(app, user.id, [{ totalCents: 0, placedAt: earlier }]);
    expect(cardsById(await readDashboard(headers, "?range=7d"))).toMatchObject({
      revenue: { change: null },
      orders: { change: 0 },
    });
  });

  it("fall by everything where only the period before has orders", async () => {
    const { user, headers } = await signUpUser(app);
    const { days } = daysUntilToday(7, "UTC");
    await insertOrders(app, user.id, [{ placedAt: before(days[0]?.start ?? new Date(0)) }]);
    for (const { value, change } of (await readDashboard(headers, "?range=7d")).cards) {
      expect({ value, change }).toEqual({ value: 0, change: -1 });
    }
  });

  it("round the average to whole cents, and bear large sums", async () => {
    const { user, headers } = await signUpUser(app);
    await insertOrders(
      app,
      user.id,
      [2_147_483_647, 2_147_483_647, 1].map((totalCents) => ({ totalCents })),
    );
    expect(cardsById(await readDashboard(headers))).toMatchObject({
      revenue: { value: 4_294_967_295 },
      averageOrder: { value: 1_431_655_765 },
    });
  });
});

describe("the table", () => {
  it("has the ten newest orders, newest first, of any time and status", async () => {
    const { user, headers } = await signUpUser(app);
    const year = 365 * 86_400_000;
    const ages = [3, 1, 12, 7, 5, 11, 2, 9, 4, 10, 8, 6];
    await insertOrders(
      app,
      user.id,
      ages.map((age) => ({ item: `${age}`, placedAt: new Date(Date.now() - age * year) })),
    );
    const { tableRows } = await readDashboard(headers, "?range=7d");
    expect(tableRows.map(({ item }) => item)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  });

  it("keeps its order where orders came at the same moment", async () => {
    const { user, headers } = await signUpUser(app);
    const placedAt = new Date();
    await insertOrders(
      app,
      user.id,
      Array.from({ length: 15 }, () => ({ placedAt })),
    );
    const ids = (await readDashboard(headers)).tableRows.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect((await readDashboard(headers)).tableRows.map(({ id }) => id)).toEqual(ids);
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

  it("is 401 first for who is not signed in", async () => {
    await app.request.get("/api/dashboard/data?range=1d").expect(401);
  });
});

describe("the ETag", () => {
  let headers: Headers;
  let userId: string;
  let etag: string;
  beforeAll(async () => {
    const { user, headers: session } = await signUpUser(app);
    headers = session;
    userId = user.id;
    await insertOrders(app, userId, [{}]);
    etag = (await request(headers)).headers.etag ?? "";
  });

  it("is strong, and only the caller may keep what it names", async () => {
    expect(etag).toMatch(/^"[\w-]{20,}"$/);
    expect((await request(headers)).headers["cache-control"]).toMatch(/^private\b/);
  });

  it.each<[string, () => string]>([
    ["itself", () => etag],
    ["a list with it", () => `"another", ${etag}`],
    ["its weak form", () => `W/${etag}`],
    ["*", () => "*"],
  ])("gives 304 without a body for %s", async (_what, given) => {
    const response = await request({ ...headers, "if-none-match": given() });
    expect({ status: response.status, text: response.text }).toEqual({ status: 304, text: "" });
    expect(response.headers).not.toHaveProperty("content-type");
    expect(response.headers).toMatchObject({
      etag,
      "x-request-id": expect.any(String),
      vary: expect.stringMatching(/Origin/),
    });
    expect(response.headers["cache-control"]).toMatch(/^private\b/);
  });

  it.each(['"another"', "nonsense", '""'])("gives the whole answer for %s", async (given) => {
    await request({ ...headers, "if-none-match": given }).expect(200);
  });

  it("does not help who is not signed in", async () => {
    await app.request.get("/api/dashboard/data").set("if-none-match", etag).expect(401);
    await app.request.get("/api/dashboard/data").set("if-none-match", "*").expect(401);
  });

  it("stays while nothing changes, and is another afterwards", async () => {
    expect((await request(headers)).headers.etag).toBe(etag);
    expect((await request(headers, "?range=7d")).headers.etag).not.toBe(etag);
    await insertOrders(app, userId, [{}]);
    const after = await request({ ...headers, "if-none-match": etag }).expect(200);
    expect(after.headers.etag).not.toBe(etag);
    etag = after.headers.etag ?? "";
  });

  it("comes with HEAD too, which has the headers of GET and no body", async () => {
    const get = await request(headers);
    const head = await app.request.head("/api/dashboard/data").set(headers);
    expect(head.status).toBe(200);
    expect(head.text).toBeUndefined();
    for (const name of ["etag", "content-length", "content-type", "cache-control"]) {
      expect(head.headers[name]).toBe(get.headers[name]);
    }
    await app.request
      .head("/api/dashboard/data")
      .set({ ...headers, "if-none-match": etag })
      .expect(304);
  });
});
