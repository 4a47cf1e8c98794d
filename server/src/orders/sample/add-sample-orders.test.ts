import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { orders } from "../../database/schema.ts";
import { daysUntilToday } from "../../days.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { insertOrders } from "../../test/orders.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const addSamples = (headers: Record<string, string>, body?: object) =>
  app.request.post("/api/orders/sample").set(headers).send(body);

const ordersOf = (userId: string) => app.db.select().from(orders).where(eq(orders.userId, userId));

describe("sample orders", () => {
  it("fill an account that has none", async () => {
    const { user, headers } = await signUpUser(app);
    const { status, body } = await addSamples(headers);
    expect(status).toBe(201);
    expect(body).toEqual({ status: "success", data: { created: expect.any(Number) }, error: null });
    const rows = await ordersOf(user.id);
    expect(rows).toHaveLength(body.data.created);
    expect(rows.length).toBeGreaterThan(500);
  });

  it("show on the dashboard on every day but perhaps today", async () => {
    const { headers } = await signUpUser(app);
    await addSamples(headers).expect(201);
    const { body } = await app.request.get("/api/dashboard/data?range=90d").set(headers);
    const quiet = body.data.chartMetrics.slice(0, -1).filter((day: { orders: number }) => day.orders === 0);
    expect(quiet).toEqual([]);
    expect(body.data.tableRows).toHaveLength(10);
  });

  it.each(["Pacific/Kiritimati", "America/St_Johns"])(
    "keep the hours of a café in %s, and none is in the future",
    async (timezone) => {
      const { user, headers } = await signUpUser(app);
      await addSamples(headers, { timezone }).expect(201);
      const clock = new Intl.DateTimeFormat("en", { timeZone: timezone, hour: "numeric", hourCycle: "h23" });
      const rows = await ordersOf(user.id);
      const [first] = daysUntilToday(90, timezone).days;
      for (const { placedAt } of rows) {
        expect(placedAt.getTime()).toBeLessThanOrEqual(Date.now());
        expect(placedAt.getTime()).toBeGreaterThanOrEqual(first?.start.getTime() ?? 0);
      }
      // an hour more or less on the day on which the clocks change
      const hours = rows.map(({ placedAt }) => Number(clock.format(placedAt)));
      expect(Math.min(...hours)).toBeGreaterThanOrEqual(6);
      expect(Math.max(...hours)).toBeLessThanOrEqual(19);
    },
  );

  it("need no body, also where one is declared", async () => {
    const { headers } = await signUpUser(app);
    await app.request
      .post("/api/orders/sample")
      .set({ ...headers, "content-type": "application/json" })
      .expect(201);
  });

  it("do not mix with the account's own orders", async () => {
    const { user, headers } = await signUpUser(app);
    await insertOrders(app, user.id, [{}]);
    const { status, body } = await addSamples(headers);
    expect({ status, code: body.error.code }).toEqual({ status: 409, code: "CONFLICT" });
    expect(await ordersOf(user.id)).toHaveLength(1);
  });

  it("come once where they are asked for many times at the same moment", async () => {
    const { user, headers } = await signUpUser(app);
    // 503 is a busy machine's answer
    const ask = async () => {
      const answer = await addSamples(headers);
      expect(answer.status).not.toBe(503);
      return answer;
    };
    const answers = await Promise.all([1, 2, 3, 4].map(() => vi.waitFor(ask, 10_000)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const added = answers.find(({ status }) => status === 201);
    expect(await ordersOf(user.id)).toHaveLength(added?.body.data.created);
  });

  it("are the caller's only", async () => {
    const ada = await signUpUser(app);
    const eve = await signUpUser(app);
    await addSamples(ada.headers).expect(201);
    expect(await ordersOf(eve.user.id)).toEqual([]);
    await addSamples(eve.headers).expect(201);
  });

  it("require a session", async () => {
    const { status, body } = await addSamples({});
    expect({ status, code: body.error.code }).toEqual({ status: 401, code: "UNAUTHENTICATED" });
  });

  it.each([
    [{ timezone: "Mars/Olympus" }, "/timezone"],
    [{ timezone: 2 }, "/timezone"],
    [{ days: 1000 }, "/days"],
    [{ userId: "0d9e9a5a-5a3b-4b9e-8f4f-6f1f6a9f3c11" }, "/userId"],
    [[], ""],
  ])("refuse the body %j", async (wrong, path) => {
    const { user, headers } = await signUpUser(app);
    const { status, body } = await addSamples(headers, wrong);
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(body.error.details).toEqual([{ in: "body", path, message: expect.any(String) }]);
    expect(await ordersOf(user.id)).toEqual([]);
  });
});
