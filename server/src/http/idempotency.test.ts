import { randomUUID } from "node:crypto";
import { IdSchema } from "@cafe-app-ai/shared/common";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@sinclair/typebox";
import { and, eq, lt, sql } from "drizzle-orm";
import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { idempotencyKeys } from "../database/schema.ts";
import { ownerOf } from "../session/owner.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { problem } from "../test/http/problem.ts";
import { answerOnce, IdempotencyHeadersSchema } from "./idempotency.ts";

const notes = pgTable("notes", {
  id: uuid("id").primaryKey().defaultRandom(),
  userId: uuid("user_id").notNull(),
  text: text("text").notNull(),
});

/** A feature that must not add the same thing twice. */
const notesRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const schema = {
    headers: IdempotencyHeadersSchema,
    body: Type.Object({ text: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
    response: { 201: SuccessEnvelopeSchema(Type.Object({ id: IdSchema, text: Type.String() })) },
  };
  for (const path of ["/api/notes", "/api/other-notes"]) {
    app.post(path, { schema }, (request, reply) =>
      answerOnce(app.db, request, reply, async (tx) => {
        const [note] = await tx
          .insert(notes)
          .values({ userId: ownerOf(request), text: request.body.text })
          .returning();
        if (!note) throw new Error("not inserted");
        return { status: 201, headers: { etag: '"1"', location: `/api/notes/${note.id}` }, data: note };
      }),
    );
  }
  app.post("/api/prepared-notes", { schema }, (request, reply) =>
    answerOnce(app.db, request, reply, {
      deadlineMs: 5000,
      prepare: async () => {
        const note = { id: randomUUID(), userId: ownerOf(request), text: `${request.body.text}, prepared` };
        return async (tx) => {
          await tx.insert(notes).values(note);
          return { status: 201, data: note };
        };
      },
    }),
  );
  app.get("/api/notes", async (request) => app.db.$count(notes, eq(notes.userId, ownerOf(request))));
};
const build = (settings?: Record<string, string>) => buildTestApp(settings, {}, notesRoutes);

let app: TestApp;
let ada: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  app = await build();
  await app.db.execute(
    sql`create table notes (id uuid primary key default gen_random_uuid(), user_id uuid not null, text text not null)`,
  );
  ada = await signUpUser(app);
});
afterAll(() => app.close());

const NOTE = { text: "Water the plants" };
const post = (key: string, body: object | string = NOTE, headers = ada.headers, path = "/api/notes") =>
  app.request
    .post(path)
    .set({ ...headers, "idempotency-key": key, "content-type": "application/json" })
    .send(typeof body === "string" ? body : JSON.stringify(body));
const countNotes = () => app.db.$count(notes, eq(notes.userId, ada.user.id));

describe("an Idempotency-Key", () => {
  it("gives the first answer again, byte for byte, and makes no second row", async () => {
    const key = randomUUID();
    const before = await countNotes();
    const first = await post(key).expect(201);
    expect(first.headers).not.toHaveProperty("idempotency-replayed");
    const again = await post(key).expect(201);
    expect(again.text).toBe(first.text);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    for (const name of ["location", "etag", "content-type", "content-length"]) {
      expect(again.headers[name]).toBe(first.headers[name]);
    }
    expect(await countNotes()).toBe(before + 1);
  });

  it("makes one row of twenty requests at the same moment, also by two replicas", async () => {
    const key = randomUUID();
    const before = await countNotes();
    const replica = await build({ DATABASE_URL: app.databaseUrl });
    try {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? replica : app).request
            .post("/api/notes")
            .set({ ...ada.headers, "idempotency-key": key })
            .send(NOTE)
            .then((answer) => answer),
        ),
      );
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(201);
      expect(answers.filter(({ headers }) => headers["idempotency-replayed"]).length).toBe(19);
      expect(await countNotes()).toBe(before + 1);
    } finally {
      await replica.close();
    }
  });

  it("is refused with other bytes, though they mean the same", async () => {
    const key = randomUUID();
    await post(key).expect(201);
    for (const body of [{ text: "Another" }, `${JSON.stringify(NOTE)} `]) {
      expect(problem(await post(key, body))).toEqual({ status: 422, code: "IDEMPOTENCY_MISMATCH" });
    }
  });

  it("is free again after a request that failed", async () => {
    const key = randomUUID();
    await post(key, { text: "" }).expect(400);
    const client = new pg.Client({ connectionString: app.databaseUrl });
    await client.connect();
    try {
      await client.query("begin; lock table notes in access exclusive mode");
      await post(key).expect(503);
      await client.query("rollback");
    } finally {
      await client.end();
    }
    const answer = await post(key, { text: "Another" }).expect(201);
    expect(answer.headers).not.toHaveProperty("idempotency-replayed");
  });

  it("is each account's own, and each route's", async () => {
    const key = randomUUID();
    const first = await post(key).expect(201);
    const eve = await signUpUser(app);
    const hers = await post(key, NOTE, eve.headers).expect(201);
    expect(hers.body.data.id).not.toBe(first.body.data.id);
    const elsewhere = await post(key, { text: "Another" }, ada.headers, "/api/other-notes").expect(201);
    expect(elsewhere.headers).not.toHaveProperty("idempotency-replayed");
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
    const second = await post(key, { text: "Another" }).expect(201);
    expect(second.body.data.id).not.toBe(first.body.data.id);
    expect((await post(key, { text: "Another" }).expect(201)).text).toBe(second.text);
    await makeOlder(25);
    await app.app.cleanUp();
    expect(await app.db.$count(idempotencyKeys, eq(idempotencyKeys.key, key))).toBe(0);
  });

  it("that expires while its request is sent again counts as new, also for work that has to be prepared", async () => {
    const key = randomUUID();
    const path = "/api/prepared-notes";
    const client = new pg.Client({ connectionString: app.databaseUrl });
    await client.connect();
    try {
      const first = await post(key, NOTE, ada.headers, path).expect(201);
      expect((await post(key, NOTE, ada.headers, path).expect(201)).text).toBe(first.text);
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
        `${ada.user.id} POST ${path} ${key}`,
      ]);
      const isKey = eq(idempotencyKeys.key, key);
      const expiresAt = sql`${idempotencyKeys.createdAt} + interval '24 hours'`;
      await app.db
        .update(idempotencyKeys)
        .set({ createdAt: sql`now() - interval '24 hours' + interval '1 second'` })
        .where(isKey);
      // it finds the answer, and waits for its turn
      const again = post(key, NOTE, ada.headers, path).then((answer) => answer);
      await vi.waitFor(
        async () => expect(await app.db.$count(idempotencyKeys, and(isKey, lt(expiresAt, sql`now()`)))).toBe(1),
        5000,
      );
      await client.query("commit");
      expect(await again).toMatchObject({ status: 201, body: { data: { text: "Water the plants, prepared" } } });
      expect((await again).body.data.id).not.toBe(first.body.data.id);
    } finally {
      await client.end();
    }
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
    const small = await build({ DATABASE_URL: app.databaseUrl, DATABASE_POOL_MAX: "1" });
    const client = new pg.Client({ connectionString: app.databaseUrl });
    await client.connect();
    try {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
        `${ada.user.id} POST /api/notes ${key}`,
      ]);
      const started = Date.now();
      const waiting = small.request
        .post("/api/notes")
        .set({ ...ada.headers, "idempotency-key": key })
        .send(NOTE)
        .then((answer) => answer);
      while (Date.now() - started < 2000) await small.request.get("/api/notes").set(ada.headers).expect(200);
      expect(problem(await waiting)).toEqual({ status: 409, code: "CONFLICT" });
      expect(Date.now() - started).toBeGreaterThanOrEqual(10_000);
    } finally {
      await client.end();
      await small.close();
    }
  });
});
