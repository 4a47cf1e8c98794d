import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orders } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { problem } from "../../test/http/problem.ts";
import { LATTE, orderRequests, postOrder } from "../../test/orders.ts";

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
let eve: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await buildTestApp();
  ada = await signUpUser(app);
  eve = await signUpUser(app);
});
afterAll(() => app.close());

const { get, patch, remove, restore } = orderRequests(
  () => app,
  () => ada.headers,
);
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe("deleting an order", () => {
  it("makes it 404 everywhere, until it is restored as it was", async () => {
    const order = await postOrder(app, ada.headers);
    const { etag = "" } = (await get(order.id)).headers;
    const { body } = await remove(order.id, { "if-match": etag }).expect(200);
    expect(body.data).toEqual({ deleted: true });
    for (const answer of [await get(order.id), await patch(order.id, { quantity: 2 }), await remove(order.id)]) {
      expect(problem(answer)).toEqual({ status: 404, code: "NOT_FOUND" });
    }
    const restored = await restore(order.id).expect(200);
    expect(restored.body.data).toEqual({ ...order, updatedAt: TIME });
    expect(restored.headers.etag).not.toBe(etag);
    expect((await get(order.id).expect(200)).body.data).toEqual(restored.body.data);
  });

  it("takes it out of the list, the categories and the figures at once, and restoring brings it back", async () => {
    const { headers } = await signUpUser(app);
    const order = await postOrder(app, headers);
    const seen = async () => {
      const [list, categories, dashboard] = await Promise.all(
        ["orders", "orders/categories", "dashboard/data"].map((path) => app.request.get(`/api/${path}`).set(headers)),
      );
      const { cards, tableRows } = dashboard?.body.data ?? {};
      return [list?.body.data.total, categories?.body.data.length, cards?.[0].value, tableRows?.length];
    };
    expect(await seen()).toEqual([1, 1, 450, 1]);
    await app.request.delete(`/api/orders/${order.id}`).set(headers).expect(200);
    expect(await seen()).toEqual([0, 0, 0, 0]);
    await restore(order.id, headers).expect(200);
    expect(await seen()).toEqual([1, 1, 450, 1]);
  });

  it("can be taken back for a day; restoring what is not deleted changes nothing", async () => {
    const order = await postOrder(app, ada.headers);
    const { etag } = (await get(order.id)).headers;
    const untouched = await restore(order.id).expect(200);
    expect(untouched.body.data).toEqual(order);
    expect(untouched.headers.etag).toBe(etag);

    const makeOlder = (hours: number) =>
      app.db
        .update(orders)
        .set({ deletedAt: sql`now() - make_interval(hours => ${hours}::int)` })
        .where(eq(orders.id, order.id));
    await remove(order.id).expect(200);
    await makeOlder(23);
    await restore(order.id).expect(200);
    await remove(order.id).expect(200);
    await makeOlder(24);
    expect(problem(await restore(order.id))).toEqual({ status: 404, code: "NOT_FOUND" });
  });

  it("while others delete, restore and change it finds it or not, but never another version", async () => {
    const { id } = await postOrder(app, ada.headers);
    const statuses = { changing: new Set<number>(), restoring: new Set<number>() };
    const repeat = async (seen: Set<number>, send: () => PromiseLike<{ status: number }>) => {
      for (let time = 0; time < 80; time++) seen.add((await send()).status);
    };
    await Promise.all([
      repeat(statuses.changing, () => remove(id)),
      repeat(statuses.changing, () => remove(id)),
      repeat(statuses.changing, () => patch(id, { quantity: 2 })),
      repeat(statuses.restoring, () => restore(id)),
      repeat(statuses.restoring, () => restore(id)),
    ]);
    expect([...statuses.changing].sort()).toEqual([200, 404]);
    expect([...statuses.restoring]).toEqual([200]);
  });

  it("is in the account's export, marked so, until it is removed for good", async () => {
    const { user, headers } = await signUpUser(app);
    const kept = await postOrder(app, headers);
    const gone = await postOrder(app, headers, { item: "Mocha" });
    await app.request.delete(`/api/orders/${gone.id}`).set(headers).expect(200);
    const exported = async () => {
      const { body } = await app.request.get("/api/auth/export").set(headers).expect(200);
      return body.data.orders.map(({ id, deletedAt }: { id: string; deletedAt: string | null }) => ({ id, deletedAt }));
    };
    const both = await exported();
    expect(both).toHaveLength(2);
    expect(both).toContainEqual({ id: kept.id, deletedAt: null });
    expect(both).toContainEqual({ id: gone.id, deletedAt: TIME });
    await app.db.update(orders).set({ deletedAt: sql`now() - interval '25 hours'` }).where(eq(orders.id, gone.id));
    await app.app.cleanUp();
    expect(await exported()).toEqual([{ id: kept.id, deletedAt: null }]);
    expect(await app.db.$count(orders, eq(orders.userId, user.id))).toBe(1);
  });
});

describe("the orders of others", () => {
  it("are 404 everywhere, as those that do not exist", async () => {
    const { id } = await postOrder(app, eve.headers);
    const deleted = await postOrder(app, eve.headers);
    await app.request.delete(`/api/orders/${deleted.id}`).set(eve.headers).expect(200);
    for (const other of [id, deleted.id, randomUUID()]) {
      const answers = [
        await get(other),
        await patch(other, { quantity: 2 }),
        await remove(other),
        await restore(other),
      ];
      for (const answer of answers) {
        expect(problem(answer)).toEqual({ status: 404, code: "NOT_FOUND" });
        expect(answer.body.error.message).toBe("Order not found.");
      }
    }
    expect((await get(id, eve.headers).expect(200)).body.data.quantity).toBe(1);
  });

  it("require a session", async () => {
    for (const path of ["", "/categories", `/${randomUUID()}`]) {
      await app.request.get(`/api/orders${path}`).expect(401);
    }
    await app.request.post("/api/orders").send(LATTE).expect(401);
  });
});
