import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orders } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { LATTE, postOrder, problem } from "../test/orders.ts";

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
let eve: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await buildTestApp();
  ada = await signUpUser(app);
  eve = await signUpUser(app);
});
afterAll(() => app.close());

type Headers = Record<string, string>;
const get = (id: string, headers: Headers = ada.headers) => app.request.get(`/api/orders/${id}`).set(headers);
const patch = (id: string, body: object, headers: Headers = {}) =>
  app.request
    .patch(`/api/orders/${id}`)
    .set({ ...ada.headers, ...headers })
    .send(body);
const remove = (id: string, headers: Headers = {}) =>
  app.request.delete(`/api/orders/${id}`).set({ ...ada.headers, ...headers });
const restore = (id: string, headers: Headers = ada.headers) =>
  app.request.post(`/api/orders/${id}/restore`).set(headers);

const DAY_MS = 86_400_000;
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe("adding an order", () => {
  it("answers with the order, where it is and its ETag", async () => {
    const before = Date.now();
    const { status, body, headers } = await app.request.post("/api/orders").set(ada.headers).send(LATTE);
    expect({ status, body }).toEqual({
      status: 201,
      body: {
        status: "success",
        data: {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          ...LATTE,
          currency: "EUR",
          status: "completed",
          placedAt: TIME,
          createdAt: TIME,
          updatedAt: TIME,
        },
        error: null,
      },
    });
    expect(Math.abs(Date.parse(body.data.placedAt) - before)).toBeLessThan(10_000);
    expect(headers.location).toBe(`/api/orders/${body.data.id}`);
    const read = await get(body.data.id).expect(200);
    expect(read.body.data).toEqual(body.data);
    expect(headers.etag).toMatch(/^"[^"]+"$/);
    expect(read.headers.etag).toBe(headers.etag);
  });

  it("trims, keeps the moment, and takes every limit", async () => {
    const longest = "☕".repeat(120);
    const order = await postOrder(app, ada.headers, {
      item: `  ${longest}\n`,
      category: "\u00a0Kaffee & Kuchen ",
      quantity: 100_000,
      totalCents: 1_000_000_000_000,
      status: "pending",
      placedAt: "2026-03-29T03:15:00.5+02:00",
    });
    expect(order).toMatchObject({
      item: longest,
      category: "Kaffee & Kuchen",
      quantity: 100_000,
      totalCents: 1_000_000_000_000,
      status: "pending",
      placedAt: "2026-03-29T01:15:00.500Z",
    });
    await postOrder(app, ada.headers, {
      totalCents: 0,
      placedAt: new Date(Date.now() + DAY_MS - 60_000).toISOString(),
    });
  });

  it("takes the account's currency, and a change of it relabels nothing", async () => {
    const { headers } = await signUpUser(app);
    const first = await postOrder(app, headers);
    await app.request.patch("/api/settings").set(headers).send({ currency: "JPY" }).expect(200);
    expect((await postOrder(app, headers)).currency).toBe("JPY");
    expect((await get(first.id, headers)).body.data.currency).toBe("EUR");
  });

  it.each<[object, string]>([
    [{ item: undefined }, "/item"],
    [{ item: "" }, "/item"],
    [{ item: " \u00a0\t" }, "/item"],
    [{ item: "\u200b" }, "/item"],
    [{ item: "x".repeat(121) }, "/item"],
    [{ item: "a\u0000b" }, "/item"],
    [{ item: "a\nb" }, "/item"],
    [{ item: "\ud800" }, "/item"],
    [{ item: ["Latte"] }, "/item"],
    [{ category: "x".repeat(121) }, "/category"],
    [{ category: null }, "/category"],
    [{ quantity: 0 }, "/quantity"],
    [{ quantity: 100_001 }, "/quantity"],
    [{ quantity: 1.5 }, "/quantity"],
    [{ quantity: "1" }, "/quantity"],
    [{ quantity: 1e300 }, "/quantity"],
    [{ totalCents: -1 }, "/totalCents"],
    [{ totalCents: 1_000_000_000_001 }, "/totalCents"],
    [{ totalCents: 4.5 }, "/totalCents"],
    [{ totalCents: 2 ** 60 }, "/totalCents"],
    [{ status: "paid" }, "/status"],
    [{ status: null }, "/status"],
    [{ placedAt: "2026-11-24" }, "/placedAt"],
    [{ placedAt: "2026-11-24T10:00:00" }, "/placedAt"],
    [{ placedAt: "2026-02-30T10:00:00Z" }, "/placedAt"],
    [{ placedAt: "2026-11-24T25:00:00Z" }, "/placedAt"],
    [{ placedAt: "2026-11-24T10:00:00+99:00" }, "/placedAt"],
    [{ placedAt: "+275760-09-13T00:00:00Z" }, "/placedAt"],
    [{ placedAt: "0000-01-01T00:00:00Z" }, "/placedAt"],
    [{ placedAt: "9999-12-31T23:59:59Z" }, "/placedAt"],
    [{ placedAt: new Date(Date.now() + DAY_MS + 60_000).toISOString() }, "/placedAt"],
    [{ placedAt: 1_764_000_000 }, "/placedAt"],
    [{ currency: "EUR" }, "/currency"],
    [{ id: randomUUID() }, "/id"],
    [{ userId: randomUUID() }, "/userId"],
    [{ deletedAt: null }, "/deletedAt"],
  ])("refuses %j", async (wrong, path) => {
    const answer = await app.request
      .post("/api/orders")
      .set(ada.headers)
      .send({ ...LATTE, ...wrong });
    expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(answer.body.error.details).toEqual([{ in: "body", path, message: expect.any(String) }]);
    expect(answer.body.error.details[0].message).not.toMatch(/^Expected/);
  });
});

describe("changing an order", () => {
  it("changes the named fields and nothing else, and gives another ETag", async () => {
    const order = await postOrder(app, ada.headers);
    const { etag } = (await get(order.id)).headers;
    const { body, headers } = await patch(order.id, { item: " Mocha ", status: "refunded" }).expect(200);
    expect(body.data).toEqual({ ...order, item: "Mocha", status: "refunded", updatedAt: TIME });
    expect(Date.parse(body.data.updatedAt)).toBeGreaterThan(Date.parse(order.updatedAt));
    expect(headers.etag).not.toBe(etag);
    expect((await get(order.id)).headers.etag).toBe(headers.etag);
  });

  it("refuses an empty change and wrong values", async () => {
    const { id } = await postOrder(app, ada.headers);
    for (const body of [{}, [], { item: "" }, { quantity: 0 }, { currency: "USD" }, { version: 7 }]) {
      expect(problem(await patch(id, body))).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    }
    expect((await patch(id, {})).body.error.message).toBe("Send at least one property.");
  });

  it.each<[string, (etag: string) => string]>([
    ["its ETag", (etag) => etag],
    ["*", () => "*"],
    ["a list that has it", (etag) => `"0", W/"1",${etag}`],
  ])("is done where If-Match is %s", async (_what, header) => {
    const { id } = await postOrder(app, ada.headers);
    const { etag = "" } = (await get(id)).headers;
    await patch(id, { quantity: 2 }, { "if-match": header(etag) }).expect(200);
    expect((await get(id)).body.data.quantity).toBe(2);
  });

  it.each<[string, (etag: string) => string]>([
    ["another", () => '"0"'],
    ["the weak form of it", (etag) => `W/${etag}`],
    ["no number", () => '"abc"'],
    ["a number beyond every integer", () => '"99999999999999999999"'],
    ["empty", () => '""'],
  ])("is 412 where If-Match is %s, and changes nothing", async (_what, header) => {
    const { id } = await postOrder(app, ada.headers);
    const { etag = "" } = (await get(id)).headers;
    const headers = { "if-match": header(etag) };
    for (const answer of [await patch(id, { quantity: 2 }, headers), await remove(id, headers)]) {
      expect(problem(answer)).toEqual({ status: 412, code: "PRECONDITION_FAILED" });
      expect(answer.headers.etag).toBe(etag);
    }
    expect((await get(id)).body.data.quantity).toBe(1);
  });

  it.each(["3", '"3', '"3",', '"3" "4"', ',"3"', "W/3", '"a"b"', `${'"1",'.repeat(2000)}x`])(
    "is 400 where If-Match is %s",
    async (header) => {
      const { id } = await postOrder(app, ada.headers);
      const answer = await patch(id, { quantity: 2 }, { "if-match": header });
      expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
      expect(answer.body.error.details).toEqual([{ in: "headers", path: "/if-match", message: expect.any(String) }]);
    },
  );

  it("lets one of several win that started from the same version", async () => {
    const { id } = await postOrder(app, ada.headers);
    const { etag = "" } = (await get(id)).headers;
    const answers = await Promise.all(
      [2, 3, 4, 5].map((quantity) => patch(id, { quantity }, { "if-match": etag }).then((answer) => answer)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });
});

describe("reading an order", () => {
  it("is 304 for who has this version, and 200 afterwards", async () => {
    const { id } = await postOrder(app, ada.headers);
    const { etag = "" } = (await get(id)).headers;
    const again = await get(id, { ...ada.headers, "if-none-match": etag });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: "" });
    // fetch adds a Cache-Control that is for caches on the way
    const fetched = await fetch(`${app.url}/api/orders/${id}`, { headers: { ...ada.headers, "if-none-match": etag } });
    expect(fetched.status).toBe(304);
    await patch(id, { quantity: 2 }).expect(200);
    await get(id, { ...ada.headers, "if-none-match": etag }).expect(200);
  });

  it("is 400 for an id that is no UUID", async () => {
    for (const id of ["1", "null", "%00", `${randomUUID()}x`]) expect(problem(await get(id)).status).toBe(400);
  });
});

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

  it("are for who is signed in", async () => {
    for (const path of ["", "/categories", `/${randomUUID()}`]) {
      await app.request.get(`/api/orders${path}`).expect(401);
    }
    await app.request.post("/api/orders").send(LATTE).expect(401);
  });
});
