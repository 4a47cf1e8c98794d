import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { migrateDatabase } from "../database/migrations/migrate-database.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { runStatement } from "../test/database/database.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const ready = () => app.request.get("/health/ready");

/** An answer about the database holds for a second. */
const becomesReady = () => vi.waitFor(() => ready().expect(200), 5000);

async function expectNotReady() {
  await vi.waitFor(async () => {
    const { status, headers, body } = await ready();
    expect({ status, code: body.error?.code }).toEqual({ status: 503, code: "SERVICE_UNAVAILABLE" });
    expect(headers["retry-after"]).toBe("2");
  }, 5000);
  await app.request.get("/health/live").expect(200);
}

it("is alive and ready, with a database that is up to date", async () => {
  const [live, readyNow] = [await app.request.get("/health/live").expect(200), await ready().expect(200)];
  expect([live.body.data, readyNow.body.data]).toEqual([{ state: "live" }, { state: "ready" }]);
  for (const { headers } of [live, readyNow]) expect(headers["cache-control"]).toBe("no-store");
});

it("is not ready before the database is migrated, and is afterwards", async () => {
  await app.db.execute("drop schema public cascade; create schema public; drop schema drizzle cascade");
  await expectNotReady();
  await migrateDatabase(app.databaseUrl);
  await becomesReady();
});

it("is not ready while a migration is missing, though a newer one is there", async () => {
  const oldest = "(select min(created_at) from drizzle.__drizzle_migrations)";
  await app.db.execute(`update drizzle.__drizzle_migrations set hash = hash || '?' where created_at = ${oldest}`);
  await expectNotReady();
  await app.db.execute("update drizzle.__drizzle_migrations set hash = rtrim(hash, '?')");
  await becomesReady();
});

it("is ready with a newer schema than its own, as while a deploy is under way", async () => {
  await app.db.execute("insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)");
  await becomesReady();
});

it("is not ready from the moment at which shutdown begins, and still serves", async () => {
  await ready().expect(200);
  app.app.shuttingDown = true;
  await ready().expect(503);
  await expectNotReady();
  await app.request.get("/api/auth/session").expect(200);
  app.app.shuttingDown = false;
  await becomesReady();
});

describe("a primary that takes no writes, as after a failover", () => {
  const setReadOnly = (value: "on" | "off") =>
    runStatement(
      app.databaseUrl,
      `begin read write;
       alter database ${new URL(app.databaseUrl).pathname.slice(1)} set default_transaction_read_only = ${value};
       commit`,
    );
  const endConnections = () =>
    runStatement(
      app.databaseUrl,
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );

  it("makes the process not ready, and writes 503, until it takes them again", async () => {
    const { headers, email } = await signUpUser(app);
    await setReadOnly("on");
    await endConnections();
    await expectNotReady();
    for (const request of [
      () => app.request.patch("/api/auth/user").set(headers).send({ name: "Grace" }),
      () => app.request.delete("/api/auth/sessions").set(headers),
      () => app.request.post("/api/auth/signup").send({ email: "grace@example.com", password: PASSWORD }),
      () => app.request.post("/api/auth/signin").send({ email, password: PASSWORD }),
      () => app.request.post("/api/auth/signout").set(headers),
    ]) {
      const { status, body } = await request();
      expect({ status, code: body.error?.code }).toEqual({ status: 503, code: "SERVICE_UNAVAILABLE" });
    }
    await app.request.get("/api/auth/session").set(headers).expect(200);

    // without ending a connection: those that met the read-only primary are not used again
    await setReadOnly("off");
    await vi.waitFor(() => app.request.patch("/api/auth/user").set(headers).send({ name: "Grace" }).expect(200), 5000);
    await vi.waitFor(() => app.request.delete("/api/auth/sessions").set(headers).expect(200), 5000);
  });
});

it("stays ready while every connection for requests is busy", async () => {
  const small = await buildTestApp({ DATABASE_URL: app.databaseUrl, DATABASE_POOL_MAX: "1" });
  await small.db.transaction(async () => {
    await small.request.get("/health/ready").expect(200);
  });
  await small.close();
});
