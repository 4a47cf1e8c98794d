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

const before = (time: Date) => new Date(time.getTime() - 1);

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

  it("counts the items of ninety days once each, in whole weeks, the days around them and their quarters", async () => {
    const { user, headers } = await signUpUser(app);
    const { days, end } = daysUntilToday(92, timezone);
    const hours = 3_600_000;
    // each day's first and last moment and its noon, as the reader has them, on the 90 days and two before
    const times = days.flatMap(({ start }) => [before(start), start, new Date(start.getTime() + 12 * hours)]);
    const orders = times.map((placedAt, index) => ({
      placedAt,
      item: `Item ${index % 2}`,
      totalCents: 2 ** (index % 20),
    }));
    // and tomorrow's first, which the week of today may have too
    await insertOrders(app, user.id, [...orders, { placedAt: end, item: "Item 0" }]);
    const first = days.at(-90)?.start ?? new Date(0);
    const sold = orders.filter(({ placedAt }) => placedAt >= first);
    const of = (name: string) => sold.filter(({ item }) => item === name);
    const { topItems } = await readDashboard(headers, query.replace("7d", "90d"));
    const revenue = (some: typeof sold) => some.reduce((sum, { totalCents }) => sum + totalCents, 0);
    expect(
      Object.fromEntries(topItems.map(({ item, revenueCents, orders }) => [item, { revenueCents, orders }])),
    ).toEqual(
      Object.fromEntries(
        ["Item 0", "Item 1"].map((name) => [name, { revenueCents: revenue(of(name)), orders: of(name).length }]),
      ),
    );
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
