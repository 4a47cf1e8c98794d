import { randomUUID } from "node:crypto";
import type { NewPlainThing, PlainThing, PlainThingList } from "@cafe-app-ai/shared/plain-things";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainThings } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";
import { problem } from "../test/http/problem.ts";

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await buildTestApp();
  ada = await signUpUser(app);
});
afterAll(() => app.close());

const URL = "/api/plain-things";
const PLAIN_THING: NewPlainThing = {
  // fields
  mainText: "Main text 1",
  someText: "Some text",
  maybeText: "Maybe text",
  someInteger: 42,
  maybeInteger: 42,
  someTime: "2026-12-24T18:30:00.000Z",
  maybeTime: "2026-12-24T18:30:00.000Z",
  someDate: "2026-12-24",
  maybeDate: "2026-12-24",
  someFlag: true,
  someMoney: 450,
  maybeMoney: 450,
  someChoice: "two",
  maybeChoice: "two",
  // end of fields
};
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

type Headers = Record<string, string>;
const send = (body: object, headers: Headers = ada.headers) => app.request.post(URL).set(headers).send(body);
const get = (id: string, headers: Headers = ada.headers) => app.request.get(`${URL}/${id}`).set(headers);
const patch = (id: string, body: object, headers: Headers = ada.headers) =>
  app.request.patch(`${URL}/${id}`).set(headers).send(body);
const remove = (id: string, headers: Headers = ada.headers) => app.request.delete(`${URL}/${id}`).set(headers);
const list = (query: object = {}, headers: Headers = ada.headers) => app.request.get(URL).query(query).set(headers);

async function add(headers: Headers = ada.headers, changes: Partial<NewPlainThing> = {}): Promise<PlainThing> {
  return (await send({ ...PLAIN_THING, ...changes }, headers).expect(201)).body.data;
}

describe("adding a plain thing", () => {
  it("answers with it, where it is and its ETag", async () => {
    const { body, headers } = await send(PLAIN_THING).expect(201);
    expect(body.data).toEqual({ ...PLAIN_THING, id: expect.any(String), createdAt: TIME, updatedAt: TIME });
    expect(headers.location).toBe(`${URL}/${body.data.id}`);
    const read = await get(body.data.id).expect(200);
    expect(read.body.data).toEqual(body.data);
    expect(read.headers.etag).toBe(headers.etag);
    await get(body.data.id, { ...ada.headers, "if-none-match": `${headers.etag}` }).expect(304);
  });

  it("adds one, however often it's sent with the same key", async () => {
    const { headers } = await signUpUser(app);
    const once = { ...headers, "idempotency-key": randomUUID() };
    const [first, again] = [await send(PLAIN_THING, once).expect(201), await send(PLAIN_THING, once).expect(201)];
    expect(again.body).toEqual(first.body);
    expect((await list({}, headers)).body.data.rows).toHaveLength(1);
  });

  it.each<[object, string]>([
    [{ id: randomUUID() }, "/id"],
    [{ userId: randomUUID() }, "/userId"],
    [{ version: 2 }, "/version"],
    // fields
    [{ mainText: undefined }, "/mainText"],
    [{ mainText: " " }, "/mainText"],
    [{ mainText: "x".repeat(201) }, "/mainText"],
    [{ someText: "" }, "/someText"],
    [{ someText: "a\u0000b" }, "/someText"],
    [{ maybeText: "" }, "/maybeText"],
    [{ maybeText: "x".repeat(201) }, "/maybeText"],
    [{ someInteger: 1.5 }, "/someInteger"],
    [{ someInteger: -1 }, "/someInteger"],
    [{ someInteger: 2 ** 40 }, "/someInteger"],
    [{ maybeInteger: "42" }, "/maybeInteger"],
    [{ maybeInteger: 2 ** 40 }, "/maybeInteger"],
    [{ someTime: "2026-12-24T18:30" }, "/someTime"],
    [{ someTime: "2026-02-30T18:30:00Z" }, "/someTime"],
    [{ maybeTime: "tomorrow" }, "/maybeTime"],
    [{ someDate: "2026-02-30" }, "/someDate"],
    [{ someDate: "0000-01-01" }, "/someDate"],
    [{ maybeDate: "24.12.2026" }, "/maybeDate"],
    [{ someFlag: "true" }, "/someFlag"],
    [{ someFlag: null }, "/someFlag"],
    [{ someMoney: 4.5 }, "/someMoney"],
    [{ someMoney: -1 }, "/someMoney"],
    [{ maybeMoney: "4.50" }, "/maybeMoney"],
    [{ someChoice: "other" }, "/someChoice"],
    [{ someChoice: null }, "/someChoice"],
    [{ maybeChoice: "other" }, "/maybeChoice"],
    // end of fields
  ])("refuses %j", async (wrong, path) => {
    const answer = await send({ ...PLAIN_THING, ...wrong });
    expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(answer.body.error.details).toEqual([{ in: "body", path, message: expect.any(String) }]);
    expect(answer.body.error.details[0].message).not.toMatch(/^Expected/);
  });
});

describe("changing a plain thing", () => {
  it("changes the named fields and nothing else, and gives another ETag", async () => {
    const before = await add();
    const { etag } = (await get(before.id)).headers;
    const { body, headers } = await patch(before.id, { mainText: " Another " }).expect(200);
    expect(body.data).toEqual({ ...before, mainText: "Another", updatedAt: TIME });
    expect(headers.etag).not.toBe(etag);
    expect((await get(before.id)).body.data).toEqual(body.data);
  });

  it("changes every field, and removes an optional one with null", async () => {
    const { id } = await add();
    const changes = {
      mainText: "Another",
      // fields
      someText: "Another",
      maybeText: null,
      someInteger: 0,
      maybeInteger: null,
      someTime: "1999-12-31T23:00:00.000Z",
      maybeTime: null,
      someDate: "1999-12-31",
      maybeDate: null,
      someFlag: false,
      someMoney: 0,
      maybeMoney: null,
      someChoice: "one",
      maybeChoice: null,
      // end of fields
    };
    expect((await patch(id, changes).expect(200)).body.data).toMatchObject(changes);
  });

  it("refuses an empty change, and one of an outdated version", async () => {
    const { id } = await add();
    expect(problem(await patch(id, {}))).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    const { etag } = (await get(id)).headers;
    const ifMatch = { ...ada.headers, "if-match": `${etag}` };
    await patch(id, { mainText: "First" }, ifMatch).expect(200);
    expect(problem(await patch(id, { mainText: "Second" }, ifMatch))).toEqual({
      status: 412,
      code: "PRECONDITION_FAILED",
    });
    expect((await get(id)).body.data.mainText).toBe("First");
  });
});

it("a plain thing that was deleted is 404", async () => {
  const { id } = await add();
  expect((await remove(id).expect(200)).body.data).toEqual({ deleted: true });
  for (const answer of [await get(id), await patch(id, { mainText: "Another" }), await remove(id)]) {
    expect(problem(answer)).toEqual({ status: 404, code: "NOT_FOUND" });
  }
});

describe("a list of plain things", () => {
  it("is newest first, and the same page by page as all at once", async () => {
    const { headers } = await signUpUser(app);
    for (let index = 1; index <= 7; index++) await add(headers, { mainText: `Number ${index}` });
    const whole: PlainThingList = (await list({}, headers).expect(200)).body.data;
    expect(whole.rows.map(({ mainText }) => mainText)).toEqual([7, 6, 5, 4, 3, 2, 1].map((index) => `Number ${index}`));
    expect(whole.nextCursor).toBeNull();
    const rows: PlainThing[] = [];
    let cursor: string | null = null;
    do {
      const query = cursor ? { limit: 3, cursor } : { limit: 3 };
      const page: PlainThingList = (await list(query, headers).expect(200)).body.data;
      rows.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor);
    expect(rows).toEqual(whole.rows);
  });

  it("refuses another account's cursor, an altered one, and a query that isn't allowed", async () => {
    await add();
    await add();
    const { nextCursor: cursor } = (await list({ limit: 1 })).body.data;
    await list({ limit: 1, cursor }).expect(200);
    const eve = await signUpUser(app);
    for (const answer of [await list({ cursor }, eve.headers), await list({ cursor: `${cursor}A` })]) {
      expect(answer.body.error.details).toEqual([{ in: "query", path: "/cursor", message: expect.any(String) }]);
    }
    for (const query of [{ limit: 0 }, { limit: 101 }, { page: 2 }]) {
      expect(problem(await list(query))).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    }
  });
});

describe("the plain things of others", () => {
  it("are 404, like those that don't exist, and in no list", async () => {
    const { id } = await add();
    const eve = await signUpUser(app);
    for (const other of [id, randomUUID()]) {
      const answers = [
        await get(other, eve.headers),
        await patch(other, { mainText: "Mine" }, eve.headers),
        await remove(other, eve.headers),
      ];
      for (const answer of answers) expect(problem(answer)).toEqual({ status: 404, code: "NOT_FOUND" });
    }
    expect((await list({}, eve.headers)).body.data).toEqual({ rows: [], nextCursor: null });
    expect((await get(id)).body.data.mainText).toBe(PLAIN_THING.mainText);
  });

  it("need a session", async () => {
    await app.request.get(URL).expect(401);
    await app.request.get(`${URL}/${randomUUID()}`).expect(401);
    await app.request.post(URL).send(PLAIN_THING).expect(401);
  });
});

it("is in the account's export, and goes with the account", async () => {
  const { headers, user } = await signUpUser(app);
  const mine = await add(headers);
  const exported = await app.request.get("/api/auth/export").set(headers).expect(200);
  expect(exported.body.data.plainThings).toEqual([mine]);
  await app.request.delete("/api/auth/user").set(headers).send({ password: PASSWORD }).expect(200);
  expect(await app.db.$count(plainThings, eq(plainThings.userId, user.id))).toBe(0);
});
