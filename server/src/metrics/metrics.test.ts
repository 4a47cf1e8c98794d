import { once } from "node:events";
import { createServer } from "node:http";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { createTestDatabase } from "../test/database/database.ts";
import { PASSWORD } from "../test/factories.ts";
import { freePort } from "../test/free-port.ts";
import { runServer } from "../test/run-program.ts";

// they start processes of their own
vi.setConfig({ testTimeout: 60_000 });

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let server: Awaited<ReturnType<typeof start>>;
beforeAll(async () => {
  database = await createTestDatabase(inject("postgresUrl"));
  server = await start();
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await database.drop();
});

async function start() {
  const metricsPort = await freePort();
  const server = await runServer({
    DATABASE_URL: database.url,
    METRICS_PORT: String(metricsPort),
    LOGIN_ATTEMPTS_PER_ACCOUNT: "1",
  });
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const address = `http://127.0.0.1:${metricsPort}/metrics`;
  /** A sample's value, by its name and labels as they stand there. */
  const read = async () => {
    const text = await (await fetch(address)).text();
    return { text, value: (sample: string) => Number(new Map(samples(text)).get(sample)) };
  };
  return { ...server, post, address, read };
}

const samples = (text: string): [string, string][] =>
  text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => [line.slice(0, line.lastIndexOf(" ")), line.slice(line.lastIndexOf(" ") + 1)]);

it("tells of requests by route, of sign-ins by result, and of limits that were hit", async () => {
  const email = "ada@example.com";
  const signedUp = await (await server.post("/api/auth/signup", { email, password: PASSWORD })).json();
  const headers = { authorization: `Bearer ${signedUp.data.sessionToken}` };
  await server.post("/api/auth/signin", { email, password: PASSWORD });
  await server.post("/api/auth/signin", { email, password: "wrong" });
  await server.post("/api/auth/signin", { email, password: PASSWORD });
  for (const id of [crypto.randomUUID(), crypto.randomUUID()]) {
    await fetch(`${server.url}/api/auth/sessions/${id}`, { method: "DELETE", headers });
    await fetch(`${server.url}/unknown/${id}`);
    await fetch(`${server.url}/api/auth/sessions/${id}`, { method: "PUT" });
  }
  for (const method of ["PROPFIND", "MKCOL"]) await fetch(`${server.url}/health/live`, { method });

  const { text, value } = await server.read();
  const count = (labels: string) => value(`http_request_duration_seconds_count{${labels}}`);
  expect(count('method="POST",route="/api/auth/signin",status="401"')).toBe(1);
  expect(count('method="DELETE",route="/api/auth/sessions/:id",status="404"')).toBe(2);
  expect(count('method="PUT",route="/api/auth/sessions/:id",status="405"')).toBe(2);
  expect(count('method="GET",route="unmatched",status="404"')).toBe(2);
  expect(count('method="other",route="/health/live",status="405"')).toBe(2);
  expect(text).not.toMatch(/unknown\/|[0-9a-f]{8}-[0-9a-f]{4}/);

  for (const result of ["signed in", "refused", "limited"])
    expect(value(`sign_ins_total{method="password",result="${result}"}`), result).toBe(1);
  expect(value('limits_hit_total{limit="account"}')).toBe(1);
});

it("tells of the pool, statements by name, the queues, the build and the process", async () => {
  const email = "grace@example.com";
  await server.post("/api/auth/signup", { email, password: PASSWORD });
  await server.post("/api/auth/signin", { email, password: PASSWORD });
  const { value, text } = await server.read();
  expect(value('db_connections{state="idle"}')).toBeGreaterThan(0);
  expect(value('db_connections{state="waiting"}')).toBe(0);
  expect(value("db_connection_wait_seconds_count")).toBeGreaterThan(0);
  for (const name of ["start_sign_in", "begin_session", "insert", "commit"])
    expect(value(`db_statement_duration_seconds_count{statement="${name}"}`), name).toBeGreaterThan(0);
  for (const state of ["running", "waiting"]) expect(value(`password_hashes{state="${state}"}`)).toBe(0);
  for (const state of ["waiting", "given up"]) expect(value(`mails{state="${state}"}`)).toBeGreaterThanOrEqual(0);
  expect(value("mail_oldest_seconds")).toBeGreaterThanOrEqual(0);
  expect(text).toMatch(/^build_info\{version="[\d.]+",node="v24/m);
  expect(value("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
});

it("answers without what the database can't tell just then", async () => {
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  try {
    await holder.query("begin; lock table mails in access exclusive mode");
    const started = performance.now();
    const { value } = await server.read();
    expect(performance.now() - started).toBeLessThan(5000);
    expect(value('db_connections{state="idle"}')).toBeGreaterThanOrEqual(0);
    expect(value("mail_oldest_seconds")).toBeNaN();
  } finally {
    await holder.end();
  }
});

it("is only on its own port, answers nothing else there, and doesn't hold up the shutdown", async () => {
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  expect((await fetch(server.address.replace("/metrics", "/api/auth/session"))).status).toBe(404);
  expect((await fetch(server.address, { method: "POST" })).status).toBe(405);
  server.signal("SIGTERM");
  expect((await server.ended).code).toBe(0);
});

it("keeps nobody from starting where its port is taken", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  await using server = await runServer({ DATABASE_URL: database.url, METRICS_PORT: String(port) });
  await server.said(new RegExp(`no metrics: METRICS_PORT=${port}`));
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
  other.close();
});
