import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { startEmbeddedPostgres } from "../../src/database/embedded/postgres.ts";
import { migrateDatabase } from "../../src/database/migrations/migrate-database.ts";
import { PASSWORD } from "../../src/test/factories.ts";
import { runServer } from "../../src/test/run-program.ts";

/** A PostgreSQL of a drill's own, that keeps what it has acknowledged as one in production does. */
export async function startDatabase(settings: Record<string, string> = {}) {
  const database = await startEmptyDatabase(settings);
  await migrateDatabase(database.url);
  return database;
}

/** The same before its first migration. */
export async function startEmptyDatabase(settings: Record<string, string> = {}) {
  const directory = await mkdtemp(join(tmpdir(), "cafe-drill-"));
  // as root the database runs as another user, who has to get in
  await chmod(directory, 0o755);
  const dataDirectory = join(directory, "postgres");
  const port = await getPort();
  const start = () => startEmbeddedPostgres({ dataDirectory, port, settings: { max_connections: "300", ...settings } });
  let postgres = await start();
  const postmaster = async () => {
    const file = await readFile(join(dataDirectory, "pgdata", "postmaster.pid"), "utf8");
    return Number(file.split("\n", 1)[0]);
  };
  const signalAll = async (signal: NodeJS.Signals) => {
    const parent = await postmaster();
    for (const pid of [parent, ...(await childrenOf(parent))]) process.kill(pid, signal);
  };
  return {
    url: postgres.url,
    dataDirectory,
    /** The parent of all its processes. */
    postmaster,
    kill: () => signalAll("SIGKILL"),
    start: async () => {
      postgres = await start();
    },
    freeze: () => signalAll("SIGSTOP"),
    thaw: () => signalAll("SIGCONT"),
    [Symbol.asyncDispose]: async () => {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export async function childrenOf(parent: number): Promise<number[]> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    processes.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      // the name before it may hold anything, in brackets
      const ppid = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
      return Number(ppid) === parent ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}

/** The API as a process of its own, with limits that a drill's load stays under. */
export const startApi = (databaseUrl: string, settings: Record<string, string> = {}) =>
  runServer({
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "info",
    AUTH_REQUESTS_PER_ADDRESS: "1000000",
    LOGIN_ATTEMPTS_PER_ACCOUNT: "1000000",
    ...settings,
  });

export type Person = { id: string; email: string; headers: Record<string, string> };

/** New accounts, each with a session. */
export async function signUp(apiUrl: string, count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    const email = `${randomUUID()}@example.com`;
    const response = await fetch(`${apiUrl}/api/auth/signup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    if (response.status !== 201) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`);
    const { data } = (await response.json()) as { data: { user: { id: string }; sessionToken: string } };
    const headers = { "content-type": "application/json", authorization: `Bearer ${data.sessionToken}` };
    people.push({ id: data.user.id, email, headers });
  }
  return people;
}

/** Asks once more until it's answered in time as it should be. @returns how long that took, milliseconds */
export async function timeUntil(status: number, request: () => Promise<Response>, limitMs = 30_000): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < limitMs) {
    const answer = await request().catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === status) return performance.now() - began;
    await sleep(20);
  }
  return Number.POSITIVE_INFINITY;
}

/** 90 days of orders for somebody. */
export async function insertSampleOrders(apiUrl: string, headers: Record<string, string>): Promise<void> {
  const { "content-type": _none, ...credential } = headers;
  const { status } = await fetch(`${apiUrl}/api/orders/sample`, { method: "POST", headers: credential });
  if (status !== 201) throw new Error(`sample orders: ${status}`);
}
