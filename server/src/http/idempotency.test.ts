import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idempotencyKeys, orders } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { problem } from "../test/http/problem.ts";
import { LATTE, postOrder } from "../test/orders.ts";

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await buildTestApp();
  ada = await signUpUser(app);
});
afterAll(() => app.close());

const post = (key: string, body: object | string = LATTE, headers = ada.headers) =>
  app.request
    .post("/api/orders")
    .set({ ...headers, "idempotency-key": key, "content-type": "application/json" })
    .send(typeof body === "string" ? body : JSON.stringify(body));
const countOrders = (userId = ada.user.id) => app.db.$count(orders, eq(orders.userId, userId));

describe("an Idempotency-Key", () => {
  it("gives the first answer again, byte for byte, and makes no second order", async () => {
    const key = randomUUID();
    const before = await countOrders();
    const first = await post(key).expect(201);
    expect(first.headers).not.toHaveProperty("idempotency-replayed");
    const again = await post(key).expect(201);
    expect(again.text).toBe(first.text);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    for (const name of ["location", "etag", "content-type", "content-length"]) {
      expect(again.headers[name]).toBe(first.headers[name]);
    }
    expect(await countOrders()).toBe(before + 1);
  });

  it("gives the first answer still, when the order has changed since", async () => {
    const key = randomUUID();
    const first = await post(key).expect(201);
    const path = `/api/orders/${first.body.data.id}`;
    await app.request.patch(path).set(ada.headers).send({ quantity: 7 }).expect(200);
    await app.request.delete(path).set(ada.headers).expect(200);
    expect((await post(key).expect(201)).text).toBe(first.text);
  });

  it("makes one order of twenty requests at the same moment, also by two replicas", async () => {
    const key = randomUUID();
    const before = await countOrders();
    const replica = await buildTestApp({ DATABASE_URL: app.databaseUrl });
    try {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? replica : app).request
            .post("/api/orders")
            .set({ ...ada.headers, "idempotency-key": key })
            .send(LATTE)
            .then((answer) => answer),
        ),
      );
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(201);
      expect(answers.filter(({ headers }) => headers["idempotency-replayed"]).length).toBe(19);
      expect(await countOrders()).toBe(before + 1);
    } finally {
      await replica.close();
    }
  });

  it("is refused with other bytes, though they mean the same", async () => {
    const key = randomUUID();
    await post(key).expect(201);
    for (const body of [{ ...LATTE, quantity: 2 }, `${JSON.stringify(LATTE)} `]) {
      expect(problem(await post(key, body))).toEqual({ status: 422, code: "IDEMPOTENCY_MISMATCH" });
    }
  });

  it("is free again after a request that failed", async () => {
    const key = randomUUID();
    await post(key, { ...LATTE, quantity: 0 }).expect(400);
    const client = new pg.Client({ connectionString: app.databaseUrl });
    await client.connect();
    try {
      await client.query("begin; lock table orders in access exclusive mode");
      await post(key).expect(503);
      await client.query("rollback");
    } finally {
      await client.end();
    }
    const answer = await post(key, { ...LATTE, quantity: 3 }).expect(201);
    expect(answer.headers).not.toHaveProperty("idempotency-replayed");
  });

  it("is each account's own, and each route's", async () => {
    const key = randomUUID();
    const first = await post(key).expect(201);
    const eve = await signUpUser(app);
    const hers = await post(key, LATTE, eve.headers).expect(201);
    expect(hers.body.data.id).not.toBe(first.body.data.id);
    const ids = [first.body.data.id];
    await app.request
      .post("/api/orders/bulk")
      .set({ ...ada.headers, "idempotency-key": key })
      .send({ ids, status: "pending" })
      .expect(200);
  });

  it("works for bulk changes and for a restore", async () => {
    const { id } = await postOrder(app, ada.headers);
    const headers = { ...ada.headers, "idempotency-key": randomUUID() };
    const remove = () =>
      app.request
        .post("/api/orders/bulk")
        .set(headers)
        .send({ ids: [id], deleted: true });
    const restore = () => app.request.post(`/api/orders/${id}/restore`).set(headers);
    const removed = await remove().expect(200);
    const restored = await restore().expect(200);
    // would delete it again
    const again = await remove().expect(200);
    expect([again.text, again.headers["idempotency-replayed"]]).toEqual([removed.text, "true"]);
    await app.request.get(`/api/orders/${id}`).set(ada.headers).expect(200);
    const restoredAgain = await restore().expect(200);
    expect(restoredAgain.text).toBe(restored.text);
    expect(restoredAgain.headers).toMatchObject({ "idempotency-replayed": "true", etag: restored.headers.etag });
  });

  it("is kept for a day, and then removed", async () => {
    const key = `kept-${randomUUID()}`;
    const makeOlder = (hours: number) =>
      app.db
        .update(idempotencyKeys)
        .set({ createdAt: sql`now() - make_interval(hours => ${hours}::int)` })
        .where(eq(idempotencyKeys.key, key));
    const first = await post(key).expect(201);
    await makeOlder(23);
    expect((await post(key).expect(201)).text).toBe(first.text);
    await makeOlder(24);
    const second = await post(key, { ...LATTE, quantity: 2 }).expect(201);
    expect(second.body.data.id).not.toBe(first.body.data.id);
    expect((await post(key, { ...LATTE, quantity: 2 }).expect(201)).text).toBe(second.text);
    await makeOlder(25);
    await app.app.cleanUp();
    expect(await app.db.$count(idempotencyKeys, eq(idempotencyKeys.key, key))).toBe(0);
  });

  it("may be any printable ASCII up to 255 characters", async () => {
    for (const key of ["~", "a b", '"{}"', "x".repeat(255)]) await post(key).expect(201);
    for (const key of ["", "x".repeat(256), "é", "a\tb"]) {
      const answer = await post(key);
      expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
      expect(answer.body.error.details).toMatchObject([{ in: "headers", path: "/idempotency-key" }]);
    }
  });

  it("whose first request runs on is 409 after ten seconds, and holds no connection meanwhile", async () => {
    const key = randomUUID();
    const small = await buildTestApp({ DATABASE_URL: app.databaseUrl, DATABASE_POOL_MAX: "1" });
    const client = new pg.Client({ connectionString: app.databaseUrl });
    await client.connect();
    try {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
        `${ada.user.id} POST /api/orders ${key}`,
      ]);
      const started = Date.now();
      const waiting = small.request
        .post("/api/orders")
        .set({ ...ada.headers, "idempotency-key": key })
        .send(LATTE)
        .then((answer) => answer);
      while (Date.now() - started < 2000) await small.request.get("/api/orders").set(ada.headers).expect(200);
      expect(problem(await waiting)).toEqual({ status: 409, code: "CONFLICT" });
      expect(Date.now() - started).toBeGreaterThanOrEqual(10_000);
    } finally {
      await client.end();
      await small.close();
    }
  });
});
