import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { Agent, createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { createTestDatabase } from "./test/database/database.ts";
import { PASSWORD } from "./test/factories.ts";
import { freePort } from "./test/free-port.ts";
import { PRODUCTION_SETTINGS } from "./test/production-settings.ts";
import { QUICK_RESOLVE, runNode, runProgram, runServer, SERVER_SETTINGS } from "./test/run-program.ts";

// each starts processes of its own
vi.setConfig({ testTimeout: 60_000 });

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

it("ends with exit code 1 and a line for each setting that is wrong", async () => {
  await using server = runProgram("server.ts", { NODE_ENV: "production", PORT: "http", AUTH_SECRET: "short" });
  const { code, output, errors } = await server.ended;
  expect({ code, output }).toEqual({ code: 1, output: "" });
  expect(lines(errors)).toHaveLength(5);
  for (const name of ["PORT", "AUTH_SECRET", "DATABASE_URL", "CLIENT_ORIGIN", "API_URL"]) {
    expect(errors).toMatch(new RegExp(`^Setting ${name}: `, "m"));
  }
});

it("says in one line that its port is taken, and ends", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  try {
    await using server = runProgram("server.ts", { ...SERVER_SETTINGS, DATABASE_URL: database.url, PORT: `${port}` });
    const { code, output, errors } = await server.ended;
    expect(code).not.toBe(0);
    expect(lines(output + errors)).toEqual([
      expect.stringContaining(`"msg":"Port ${port} is taken. Stop that program or set PORT."`),
    ]);
  } finally {
    other.close();
  }
});

it("writes nothing but JSON from npm start without an .env, and reads the one that there is", async () => {
  const directory = await mkdtemp(join(tmpdir(), "cafe-start-"));
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const [, ...words] = packageJson.scripts.start.split(" ");
  const parameters = words.map((word) => (word.endsWith(".ts") ? join(root, word) : word));
  const settings = { ...SERVER_SETTINGS, DATABASE_URL: database.url };
  try {
    await using without = runNode(parameters, settings, directory);
    await without.said(/listening/);
    without.signal("SIGTERM");
    const { code, output, errors } = await without.ended;
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    for (const line of lines(output)) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
    // METRICS_PORT is 0
    expect(output).not.toContain("metrics");
    await writeFile(join(directory, ".env"), "HOST=ignored.example\nLOG_LEVEL=loud\n");
    await using refused = runNode(parameters, settings, directory);
    expect(await refused.ended).toMatchObject({ code: 1, errors: expect.stringMatching(/^Setting LOG_LEVEL: .+\n$/) });
    // what Docker makes of a mount that doesn't exist
    await rm(join(directory, ".env"));
    await mkdir(join(directory, ".env"));
    await using unread = runNode(parameters, settings, directory);
    expect(await unread.ended).toMatchObject({ code: 1, errors: expect.stringMatching(/^\.env is a folder: .+\n$/) });
  } finally {
    await rm(directory, { recursive: true });
  }
});

it.runIf(process.platform !== "win32")("ends when npm's shell does, which passes no signal on", async () => {
  const port = await freePort();
  const words = [process.execPath, "--import", QUICK_RESOLVE, fileURLToPath(new URL("server.ts", import.meta.url))];
  const npm = { npm_lifecycle_event: "start", PORT: `${port}`, DATABASE_URL: database.url };
  // with a command behind it, no shell gives the program its own process
  const shell = spawn("sh", ["-c", '"$@"; true', "sh", ...words], {
    env: { PATH: process.env.PATH, ...SERVER_SETTINGS, ...npm },
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/health/live`).catch(() => undefined))?.ok) await sleep(25);
  shell.kill("SIGTERM");
  await refusal(url);
});

it.each([
  ["open to others, of the missing inbox", { HOST: "0.0.0.0", TRUST_PROXY: "loopback" }, 404, /NODE_ENV=production/],
  ["where no proxy is trusted, of forwarded IP addresses", { HOST: "localhost" }, 200, /TRUST_PROXY/],
])("warns in development once, %s", async (_when, settings, inbox, warning) => {
  await using server = await runServer({ DATABASE_URL: database.url, ...settings });
  expect((await fetch(`${server.url}/api/inbox`)).status).toBe(inbox);
  const headers = { "x-forwarded-for": "203.0.113.7" };
  for (let visit = 1; visit <= 3; visit++) await fetch(`${server.url}/api/auth/config`, { headers });
  server.signal("SIGTERM");
  const warnings = lines((await server.ended).output).filter((line) => /NODE_ENV|TRUST_PROXY/.test(line));
  expect(warnings.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: 40, msg: expect.stringMatching(warning) }),
  ]);
});

it.runIf(process.platform === "linux")("hashes passwords behind everything else that it does", async () => {
  await using server = await runServer({ DATABASE_URL: database.url });
  const tasks = `/proc/${server.pid}/task`;
  await vi.waitFor(async () => {
    const ids = await readdir(tasks);
    const threads = await Promise.all(
      ids.map(async (id) => [await readFile(`${tasks}/${id}/comm`, "utf8"), getPriority(Number(id))] as const),
    );
    // argon2 runs on these
    const behind = threads.filter(([name]) => name === "libuv-worker\n").map(([, niceness]) => niceness);
    expect(behind).toEqual(Array(4).fill(Math.min(getPriority() + 10, 19)));
    expect(getPriority(server.pid)).toBe(getPriority());
  }, 10_000);
});

it("finishes what it has accepted when it is told to end, and exits with 0", async () => {
  await using server = await runServer({ DATABASE_URL: database.url });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    // a request that waits for as long as the test wants it to
    await client.query("begin; lock table users in access exclusive mode");
    const request = fetch(`${server.url}/api/auth/signup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "ada@example.com", password: PASSWORD }),
    });
    await waitFor(client, "select from pg_locks where not granted and relation = 'users'::regclass");
    server.signal("SIGTERM");
    await refusal(server.url);
    await client.query("commit");
    const response = await request;
    expect(response.status).toBe(201);
    expect((await response.json()).data.user.email).toBe("ada@example.com");
  } finally {
    await client.end();
  }
  const { code, errors } = await server.ended;
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
});

it("isn't ready before it stops to listen in production, and ends each open connection with its answer", async () => {
  await using server = await runServer({ DATABASE_URL: database.url, ...PRODUCTION_SETTINGS });
  const ready = async () => (await fetch(`${server.url}/health/ready`)).status;
  expect(await ready()).toBe(200);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = async (method: string, path: string) => {
    const [answer] = await once(request(server.url + path, { agent, method }).end(), "response");
    await answer.resume().toArray();
    return answer as IncomingMessage;
  };
  const before = await send("GET", "/health/live");
  expect(before.headers.connection).toBe("keep-alive");
  const told = performance.now();
  server.signal("SIGTERM");
  // a refused connection would throw
  while ((await ready()) !== 503);
  expect((await fetch(`${server.url}/api/auth/session`)).status).toBe(200);
  await refusal(server.url);
  // what a load balancer has to notice in
  expect(performance.now() - told).toBeGreaterThan(1900);
  const after = await send("POST", "/api/auth/signout");
  expect(after).toMatchObject({ statusCode: 200, headers: { connection: "close" } });
  expect((await server.ended).code).toBe(0);
});

it("lets a slow reader finish, and doesn't wait for the connection that its client keeps", async () => {
  await using server = await runServer({ DATABASE_URL: database.url });
  const signUp = await fetch(`${server.url}/api/auth/signup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: PASSWORD }),
  });
  const { data } = await signUp.json();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // more than the sockets' buffers hold
  await client.query(
    "insert into orders (user_id, item, category, quantity, total_cents) select $1, repeat('x', 2000), 'Drinks', 1, 1 from generate_series(1, 8000)",
    [data.user.id],
  );
  await client.end();
  // as a proxy's, which keeps it for a minute
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${data.sessionToken}` };
  const [answer] = await once(request(`${server.url}/api/orders/export`, { agent, headers }).end(), "response");
  server.signal("SIGTERM");
  await refusal(server.url);
  const text = Buffer.concat(await answer.toArray()).toString();
  expect(text.trim().split("\n")).toHaveLength(8001);
  const read = performance.now();
  expect((await server.ended).code).toBe(0);
  // nor until the limit of the whole
  expect(performance.now() - read).toBeLessThan(10_000);
  agent.destroy();
});

/** Waits until nobody is let in any more. */
async function refusal(url: string) {
  while (await fetch(`${url}/health/live`).catch(() => undefined));
}

/** Asks again until the query finds something. */
async function waitFor(client: pg.Client, query: string) {
  for (;;) if ((await client.query(query)).rowCount) return;
}
