import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
