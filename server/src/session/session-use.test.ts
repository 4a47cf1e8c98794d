import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";

/** What is written of a session's use: renewals, and when it was last seen. */

let app: TestApp;
let replica: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
  replica = await buildTestApp({ DATABASE_URL: app.databaseUrl });
  await app.db.execute(sql`create table session_writes (at timestamptz default now())`);
});
afterAll(async () => {
  await replica.close();
  await app.close();
});

/** Does something at each write of a session. */
async function atEachWrite(statement: string) {
  await app.db.execute(sql`truncate session_writes`);
  await app.db.execute(
    sql.raw(`create or replace function at_write() returns trigger language plpgsql as $$ begin ${statement}; return new; end $$;
      create or replace trigger at_write before update on sessions for each row execute function at_write()`),
  );
}

/** Somebody who was last seen an hour ago, and whose session is a day old. */
async function cameBack() {
  const person = await signUpUser(app);
  await app.db.execute(sql`alter table sessions disable trigger user`);
  await app.db.execute(sql`
    update sessions set last_seen_at = now() - interval '1 hour', updated_at = now() - interval '2 days'
    where user_id = ${person.user.id}`);
  await app.db.execute(sql`alter table sessions enable trigger user`);
  return person;
}

it("costs one renewal and one note for a burst of requests to two replicas", async () => {
  await atEachWrite("insert into session_writes default values");
  const { headers } = await cameBack();
  const burst = [app, replica].flatMap(({ request }) =>
    Array.from({ length: 40 }, () => request.get("/api/auth/session").set(headers)),
  );
  const answers = await Promise.all(burst);
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.data?.user.id !== undefined}`))).toEqual(
    new Set(["200 true"]),
  );
  const { rows } = await app.db.execute(sql`select count(*)::int as count from session_writes`);
  expect(rows).toEqual([{ count: 2 }]);
});

it("fails quietly: a read doesn't depend on it", async () => {
  await atEachWrite("raise exception 'no more room'");
  const { headers, user } = await cameBack();
  const { body } = await app.request.get("/api/auth/session").set(headers).expect(200);
  expect(body.data.user.id).toBe(user.id);
  await app.request.get("/api/dashboard/data").set(headers).expect(200);
});
