import { afterAll, beforeAll, expect, it } from "vitest";
import { migrateDatabase } from "../database/migrations.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const ready = () => app.request.get("/health/ready");

async function expectNotReady() {
  const { status, headers, body } = await ready();
  expect({ status, code: body.error?.code }).toEqual({ status: 503, code: "SERVICE_UNAVAILABLE" });
  expect(headers["retry-after"]).toMatch(/^\d+$/);
  await app.request.get("/health/live").expect(200);
}

it("is alive and ready, with a database that is up to date", async () => {
  expect((await app.request.get("/health/live").expect(200)).body.data).toEqual({ state: "live" });
  expect((await ready().expect(200)).body.data).toEqual({ state: "ready" });
});

it("is not ready before the database is migrated, and is afterwards", async () => {
  await app.db.execute("drop schema public cascade; create schema public; drop schema drizzle cascade");
  await expectNotReady();
  await migrateDatabase(app.databaseUrl);
  await ready().expect(200);
});

it("is not ready while the newest migration is missing", async () => {
  await app.db.execute("update drizzle.__drizzle_migrations set created_at = created_at - 1");
  await expectNotReady();
  await app.db.execute("update drizzle.__drizzle_migrations set created_at = created_at + 1");
  await ready().expect(200);
});

it("is ready with a newer schema than its own, as while a deploy is under way", async () => {
  await app.db.execute("insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)");
  await ready().expect(200);
});

it("is not ready from the moment at which shutdown begins, and still serves", async () => {
  app.app.shuttingDown = true;
  await expectNotReady();
  await app.request.get("/api/auth/session").expect(200);
  app.app.shuttingDown = false;
  await ready().expect(200);
});
