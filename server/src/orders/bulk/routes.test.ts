import { randomUUID } from "node:crypto";
import type { BulkResult, Order } from "@cafe-app-ai/shared/orders";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { orders } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { problem } from "../../test/http/problem.ts";
import { insertOrders, postOrder } from "../../test/orders.ts";

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await buildTestApp();
  ada = await signUpUser(app);
});
afterAll(() => app.close());

const send = (body: object, headers = ada.headers) => app.request.post("/api/orders/bulk").set(headers).send(body);
const change = async (body: object): Promise<BulkResult> => (await send(body).expect(200)).body.data;
const read = (id: string) => app.request.get(`/api/orders/${id}`).set(ada.headers);

it("gives many orders a status, counts each once, and names those that aren't there", async () => {
  const [one, two, three] = [
    await postOrder(app, ada.headers),
    await postOrder(app, ada.headers, { status: "refunded" }),
    await postOrder(app, ada.headers),
  ];
  await app.request.delete(`/api/orders/${three.id}`).set(ada.headers).expect(200);
  const eve = await signUpUser(app);
  const hers = await postOrder(app, eve.headers);
  const unknown = randomUUID();
  const etags = await Promise.all([one, two].map(async ({ id }) => (await read(id)).headers.etag));

  const ids = [one.id, one.id.toUpperCase(), two.id, three.id, hers.id, unknown, unknown];
  expect(await change({ ids, status: "refunded" })).toEqual({ changed: 2, missing: [three.id, hers.id, unknown] });

  const [changed, same] = [await read(one.id), await read(two.id)];
  expect([changed.body.data.status, same.body.data.status]).toEqual(["refunded", "refunded"]);
  // what was so already is the same version
  expect([changed.headers.etag !== etags[0], same.headers.etag === etags[1]]).toEqual([true, true]);
  expect((await app.request.get(`/api/orders/${hers.id}`).set(eve.headers)).body.data.status).toBe("completed");
});

it("deletes and restores, those in that state included, and none whose day is over", async () => {
  const made: Order[] = [];
  for (let index = 0; index < 3; index++) made.push(await postOrder(app, ada.headers));
  const ids = made.map(({ id }) => id);
  expect(await change({ ids, deleted: true })).toEqual({ changed: 3, missing: [] });
  for (const id of ids) await read(id).expect(404);
  expect(await change({ ids, deleted: true })).toEqual({ changed: 3, missing: [] });
  await app.db
    .update(orders)
    .set({ deletedAt: sql`now() - interval '25 hours'` })
    .where(eq(orders.id, ids[0] ?? ""));
  expect(await change({ ids, deleted: false })).toEqual({ changed: 2, missing: [ids[0]] });
  expect(await change({ ids: ids.slice(1), deleted: false })).toEqual({ changed: 2, missing: [] });
  for (const id of ids.slice(1)) await read(id).expect(200);
});

it("changes a thousand at once, and two of these at the same moment don't block each other", async () => {
  const { user, headers } = await signUpUser(app);
  await insertOrders(
    app,
    user.id,
    Array.from({ length: 1000 }, () => ({})),
  );
  const rows = await app.db.select({ id: orders.id }).from(orders).where(eq(orders.userId, user.id));
  const ids = rows.map(({ id }) => id);
  const answers = await Promise.all([
    send({ ids, status: "refunded" }, headers),
    send({ ids: [...ids].reverse(), status: "pending" }, headers),
    send({ ids, deleted: true }, headers),
  ]);
  for (const { status } of answers) expect(status).toBe(200);
  await send({ ids, deleted: false }, headers).expect(200);
  await send({ ids, status: "completed" }, headers).expect(200);
  const { body } = await app.request.get("/api/dashboard/data").set(headers);
  expect(body.data.cards[1].value).toBe(1000);
});

it.each<[object, string]>([
  [{ ids: [], status: "pending" }, "/ids"],
  [{ ids: Array.from({ length: 1001 }, () => randomUUID()), status: "pending" }, "/ids"],
  [{ ids: ["1"], status: "pending" }, "/ids/0"],
  [{ ids: [null], status: "pending" }, "/ids/0"],
  [{ status: "pending" }, "/ids"],
  [{ ids: [randomUUID()] }, ""],
  [{ ids: [randomUUID()], status: "pending", deleted: true }, ""],
  [{ ids: [randomUUID()], status: "paid" }, "/status"],
  [{ ids: [randomUUID()], deleted: "true" }, "/deleted"],
  [{ ids: [randomUUID()], deleted: true, all: true }, "/all"],
])("refuses %j", async (body, path) => {
  const answer = await send(body);
  expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
  expect(answer.body.error.details).toEqual([{ in: "body", path, message: expect.any(String) }]);
});
