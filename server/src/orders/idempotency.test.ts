import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { LATTE, postOrder } from "../test/orders.ts";

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await buildTestApp();
  ada = await signUpUser(app);
});
afterAll(() => app.close());

const post = (key: string) =>
  app.request
    .post("/api/orders")
    .set({ ...ada.headers, "idempotency-key": key })
    .send(LATTE);

describe("an Idempotency-Key", () => {
  it("makes one order of several requests at the same moment", async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(key).then((answer) => answer)));
    expect(new Set(answers.map(({ status, text, headers }) => `${status} ${text} ${headers.etag}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 201, headers: { location: expect.stringContaining("/api/orders/") } });
    const { body } = await app.request.get("/api/orders").set(ada.headers).expect(200);
    expect(body.data.total).toBe(1);
  });

  it("gives the first answer still, when the order has changed since", async () => {
    const key = randomUUID();
    const first = await post(key).expect(201);
    const path = `/api/orders/${first.body.data.id}`;
    await app.request.patch(path).set(ada.headers).send({ quantity: 7 }).expect(200);
    await app.request.delete(path).set(ada.headers).expect(200);
    expect((await post(key).expect(201)).text).toBe(first.text);
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
});
