import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { problem } from "../../test/http/problem.ts";
import { orderRequests, postOrder } from "../../test/orders.ts";

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await buildTestApp();
  ada = await signUpUser(app);
});
afterAll(() => app.close());

const { get, patch, remove } = orderRequests(
  () => app,
  () => ada.headers,
);
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

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

  it.each(["", "3", '"3', '"3",', '"3" "4"', ',"3"', "W/3", '"a"b"', `${'"1",'.repeat(2000)}x`])(
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
  it("is 304 if the client has this version, and 200 afterwards", async () => {
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
