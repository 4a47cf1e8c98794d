import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { problem } from "../test/http/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

type Headers = Record<string, string>;
const read = async (headers: Headers) => (await app.request.get("/api/settings").set(headers).expect(200)).body.data;
const change = (headers: Headers, body: object) => app.request.patch("/api/settings").set(headers).send(body);

describe("the café's settings", () => {
  it("are euros and UTC until they are chosen, one by one or together", async () => {
    const { headers } = await signUpUser(app);
    expect(await read(headers)).toEqual({ currency: "EUR", timezone: "UTC" });
    const { body } = await change(headers, { timezone: "Asia/Kathmandu" }).expect(200);
    expect(body).toEqual({ status: "success", data: { currency: "EUR", timezone: "Asia/Kathmandu" }, error: null });
    await change(headers, { currency: "JPY" }).expect(200);
    expect(await read(headers)).toEqual({ currency: "JPY", timezone: "Asia/Kathmandu" });
    await change(headers, { currency: "USD", timezone: "UTC" }).expect(200);
    expect(await read(headers)).toEqual({ currency: "USD", timezone: "UTC" });
  });

  it.each(["CLF", "VED", "BGN"])("may be in %s", async (currency) => {
    const { headers } = await signUpUser(app);
    await change(headers, { currency }).expect(200);
    expect(await read(headers)).toMatchObject({ currency });
  });

  it("are each account's own", async () => {
    const [ada, eve] = [await signUpUser(app), await signUpUser(app)];
    await change(ada.headers, { currency: "GBP" }).expect(200);
    expect(await read(eve.headers)).toEqual({ currency: "EUR", timezone: "UTC" });
    await app.request.get("/api/settings").expect(401);
    await app.request.patch("/api/settings").send({ currency: "GBP" }).expect(401);
  });

  it.each<[object, string]>([
    [{}, ""],
    [[], ""],
    [{ currency: "eur" }, "/currency"],
    [{ currency: "ZZZ" }, "/currency"],
    [{ currency: "EURO" }, "/currency"],
    [{ currency: null }, "/currency"],
    [{ timezone: "Mars/Olympus" }, "/timezone"],
    [{ timezone: "+02:00" }, "/timezone"],
    [{ timezone: "UTC\u0000" }, "/timezone"],
    [{ version: 7 }, "/version"],
    [{ userId: "x" }, "/userId"],
  ])("refuse %j", async (body, path) => {
    const { headers } = await signUpUser(app);
    const answer = await change(headers, body);
    expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(answer.body.error.details).toEqual([{ in: "body", path, message: expect.any(String) }]);
    expect(await read(headers)).toEqual({ currency: "EUR", timezone: "UTC" });
  });
});
