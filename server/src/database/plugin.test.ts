import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { openLine } from "../test/database/line.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";

/** The same database, behind a line that can be cut or fall silent. */
let app: TestApp;
let direct: TestApp;
let line: Awaited<ReturnType<typeof openLine>>;
let ada: Awaited<ReturnType<typeof signUpUser>>;
beforeAll(async () => {
  direct = await buildTestApp();
  line = await openLine(direct.databaseUrl);
  app = await buildTestApp({ DATABASE_URL: line.url });
  ada = await signUpUser(app);
});
afterEach(() => line.mend());
afterAll(async () => {
  await app.close();
  await line.close();
  await direct.close();
});

/** Every route that needs the database, as a signed-in client asks. */
const requests = () => ({
  signUp: app.request.post("/api/auth/signup").send({ email: "grace@example.com", password: PASSWORD }),
  signIn: app.request.post("/api/auth/signin").send({ email: ada.email, password: PASSWORD }),
  wrongSignIn: app.request.post("/api/auth/signin").send({ email: ada.email, password: "wrong password" }),
  signOut: app.request.post("/api/auth/signout").set(ada.headers),
  signOutByBody: app.request.post("/api/auth/signout").send({ sessionToken: ada.sessionToken }),
  session: app.request.get("/api/auth/session").set(ada.headers),
  credentials: app.request.get("/api/auth/sign-in-methods").set(ada.headers),
  dashboard: app.request.get("/api/dashboard/data").set(ada.headers),
  rename: app.request.patch("/api/auth/user").set(ada.headers).send({ name: "Grace" }),
});

async function expectEverythingUnavailable() {
  const entries = Object.entries(requests());
  const live = await app.request.get("/health/live");
  const answers = await Promise.all(entries.map(async ([name, request]) => ({ name, response: await request })));
  for (const { name, response } of answers) {
    const { status, body, headers } = response;
    expect({ name, status, code: body.error?.code }).toEqual({ name, status: 503, code: "SERVICE_UNAVAILABLE" });
    expect(headers["retry-after"]).toBe("2");
    expect(headers).not.toHaveProperty("set-cookie");
    expect(JSON.stringify(body)).not.toMatch(/postgres|ECONN|connect|timeout|127\.0\.0\.1|select|users/i);
  }
  expect(live.status).toBe(200);
  await becomes("/health/ready", 503);
}

/** An answer about the database holds for a second. */
const becomes = (path: string, status: number) => vi.waitFor(() => app.request.get(path).expect(status), 5000);

async function expectEverythingWell() {
  await becomes("/health/ready", 200);
  await app.request.get("/api/dashboard/data").set(ada.headers).expect(200);
  await app.request.post("/api/auth/signin").send({ email: ada.email, password: PASSWORD }).expect(200);
}

describe("an unreachable database", () => {
  it("makes what needs it 503, and the process stays alive", async () => {
    line.cut();
    await expectEverythingUnavailable();
  });

  it("does not sign anybody out: the session is good again when it returns", async () => {
    line.cut();
    await app.request.get("/api/dashboard/data").set(ada.headers).expect(503);
    line.mend();
    await expectEverythingWell();
  });

  it("is not needed to see that nobody is signed in", async () => {
    line.cut();
    expect((await app.request.get("/api/auth/session").expect(200)).body.data).toBeNull();
    await app.request.get("/api/dashboard/data").set("authorization", "Bearer nonsense").expect(401);
  });

  it("that falls silent makes it 503 within seconds, too", async () => {
    await expectEverythingWell();
    line.silence();
    await expectEverythingUnavailable();
    line.mend();
    await expectEverythingWell();
  });

  it("was unreachable at the start: the server starts all the same", async () => {
    const early = await buildTestApp({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing" });
    try {
      await early.request.get("/health/live").expect(200);
      await early.request.get("/health/ready").expect(503);
      const { body } = await early.request
        .post("/api/auth/signup")
        .send({ email: "ada@example.com", password: PASSWORD });
      expect(body.error.code).toBe("SERVICE_UNAVAILABLE");
    } finally {
      await early.close();
    }
  });
});

describe("connections that the database ends", () => {
  const end = (which: string) =>
    direct.db.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and ${which}`,
    );

  it("are replaced where they were idle", async () => {
    await expectEverythingWell();
    await end("state = 'idle'");
    // the process learns of it before the next request, or in it
    const { status } = await app.request.get("/api/dashboard/data").set(ada.headers);
    expect([200, 503]).toContain(status);
    await vi.waitFor(expectEverythingWell, 5000);
  });

  it("in the middle of a request make that one 503", async () => {
    await direct.db.transaction(async (transaction) => {
      await transaction.execute("lock table activity in access exclusive mode");
      const waiting = listActivity();
      await waitForLock(transaction, "activity");
      await end("wait_event_type = 'Lock'");
      expectUnavailable(await waiting);
    });
    await expectEverythingWell();
  });
});

it("does not wait for a locked table for long, and serves what does not need it meanwhile", async () => {
  await direct.db.transaction(async (transaction) => {
    await transaction.execute("lock table activity in access exclusive mode");
    const waiting = listActivity();
    await waitForLock(transaction, "activity");
    await app.request.get("/health/live").expect(200);
    await app.request.get("/api/auth/session").set(ada.headers).expect(200);
    expectUnavailable(await waiting);
  });
  await expectEverythingWell();
});

it("waits for a lock for a second, however long a statement may take", async () => {
  const patient = await buildTestApp({ DATABASE_URL: direct.databaseUrl }, { databaseTimeLimitMs: 60_000 });
  try {
    await direct.db.transaction(async (transaction) => {
      await transaction.execute("lock table activity in access exclusive mode");
      expectUnavailable(await patient.request.get("/api/auth/activity").set(ada.headers));
    });
  } finally {
    await patient.close();
  }
});

it("is 503 for those who find no free connection, and well for the others", async () => {
  const small = await buildTestApp({ DATABASE_URL: direct.databaseUrl, DATABASE_POOL_MAX: "1" });
  try {
    await small.db.transaction(async () => {
      const { status, body } = await small.request.get("/api/dashboard/data").set(ada.headers);
      expect({ status, code: body.error?.code }).toEqual({ status: 503, code: "SERVICE_UNAVAILABLE" });
    });
    await small.request.get("/api/dashboard/data").set(ada.headers).expect(200);
  } finally {
    await small.close();
  }
});

it("needs one connection for a sign-up, however many come at once", async () => {
  const small = await buildTestApp({ DATABASE_URL: direct.databaseUrl, DATABASE_POOL_MAX: "1" });
  try {
    await Promise.all(Array.from({ length: 6 }, () => signUpUser(small)));
  } finally {
    await small.close();
  }
});

/** Asks again until someone waits for the table. */
async function waitForLock(db: Pick<TestApp["db"], "execute">, table: string) {
  for (;;) {
    const { rowCount } = await db.execute(
      sql`select from pg_locks where not granted and relation = ${table}::regclass`,
    );
    if (rowCount) return;
  }
}

/** Sent at once: superagent would send only when it is asked for the answer. */
function listActivity() {
  return app.request
    .get("/api/auth/activity")
    .set(ada.headers)
    .then((response) => response);
}

function expectUnavailable({ status, body }: Awaited<ReturnType<typeof listActivity>>) {
  expect({ status, code: body.error?.code }).toEqual({ status: 503, code: "SERVICE_UNAVAILABLE" });
}

it.each([
  ["true", true],
  ["false", false],
])("keeps prepared statements where DATABASE_PREPARED_STATEMENTS is %s", async (setting, keeps) => {
  const app = await buildTestApp({ DATABASE_POOL_MAX: "1", DATABASE_PREPARED_STATEMENTS: setting });
  try {
    const { headers } = await signUpUser(app);
    const { body } = await app.request.get("/api/auth/session").set(headers).expect(200);
    expect(body.data.user.name).toBe("Ada");
    const { rows } = await app.db.execute("select name from pg_prepared_statements");
    expect(rows.length > 0).toBe(keeps);
  } finally {
    await app.close();
  }
});
