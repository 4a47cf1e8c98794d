import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { problem } from "../../test/http/problem.ts";
import { LATTE, postOrder } from "../../test/orders.ts";

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await buildTestApp();
  ada = await signUpUser(app);
});
afterAll(() => app.close());

type Headers = Record<string, string>;
const get = (id: string, headers: Headers = ada.headers) => app.request.get(`/api/orders/${id}`).set(headers);

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
