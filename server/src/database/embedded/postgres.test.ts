import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, connect as openSocket, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  type Checkout,
  copyCheckout,
  kill,
  startInProcess as startProcess,
  thisCheckout,
} from "../../test/database/embedded-process.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./postgres.ts";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
// Durability costs seconds here and protects nothing.
const settings = { fsync: "off", max_connections: "10", shared_buffers: "8MB" };
// Far from 5432, where the developer's own server may be.
const port = 54_321;

let folder: string;
/** The data that most tests share; no server runs on it between them. */
let dataDirectory: string;
/** Where an ordinary user can run it, wherever root has the checkout. */
let openCheckout: Checkout = thisCheckout;
const cleanups: (() => unknown)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "embedded-postgres-"));
  // Root's server runs as another user, who has to get in.
  await chmod(folder, 0o755);
  if (isRoot) openCheckout = await copyCheckout(join(folder, "open"), 0o755);
  dataDirectory = join(folder, "parent", "postgres");
  await (await startEmbeddedPostgres({ dataDirectory, port, settings })).stop();
}, 60_000);

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function start(options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDirectory, port, settings, ...options });
  cleanups.push(() => server.stop());
  return server;
}

/** Starts (or joins) the server in a Node process of its own, by default on the shared data. */
function startInProcess(ids: { uid?: number; gid?: number } = {}, directory = dataDirectory, checkout = thisCheckout) {
  const started = startProcess({ dataDirectory: directory, port, settings }, ids, checkout);
  cleanups.push(async () => {
    await kill(started.child);
    // Only after a failed test is there still a server.
    const pid = await readPostmasterPid(directory).catch(() => undefined);
    if (pid) process.kill(pid, "SIGINT");
  });
  return started;
}

async function query<T = Record<string, string>>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

async function readPostmasterPid(directory = dataDirectory): Promise<number> {
  return Number.parseInt(await readFile(join(directory, "pgdata", "postmaster.pid"), "utf8"), 10);
}

async function listen(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  cleanups.push(() => server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

const expectStopped = (url: string) => expect(query(url, "SELECT")).rejects.toThrow("ECONNREFUSED");

describe("embedded PostgreSQL", { timeout: 60_000 }, () => {
  it("creates a UTF-8 database that is reached with the password, from this computer alone", async () => {
    const { url } = await start();

    expect(new URL(url)).toMatchObject({ hostname: "127.0.0.1", pathname: "/cafe" });
    const [database] = await query(
      url,
      `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale
       FROM pg_database WHERE datname = 'cafe'`,
    );
    expect(database).toEqual({ encoding: "UTF8", provider: "b", locale: "C.UTF-8" });
    const changed = await query<{ name: string; setting: string }>(
      url,
      `SELECT name, setting FROM pg_settings WHERE name IN
       ('listen_addresses', 'unix_socket_directories', 'fsync', 'TimeZone', 'password_encryption')`,
    );
    expect(Object.fromEntries(changed.map(({ name, setting }) => [name, setting]))).toEqual({
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      fsync: "off",
      TimeZone: expect.stringContaining("UTC"),
      password_encryption: "scram-sha-256",
    });

    const { username, password } = new URL(url);
    expect(password.length).toBeGreaterThan(30);
    await expect(query(url.replace(password, "guess"), "SELECT")).rejects.toThrow(`"${username}"`);
    expect((await stat(join(dataDirectory, "password"))).mode & 0o777).toBe(0o600);
  });

  it("keeps the data after a stop", async () => {
    const first = await start();
    await query(first.url, "CREATE TABLE kept AS SELECT 'crème' AS text");
    await first.stop();
    await first.stop();
    await expectStopped(first.url);

    const second = await start();
    expect(await query(second.url, "SELECT text FROM kept")).toEqual([{ text: "crème" }]);
  });

  it("takes another port where somebody listens on the preferred one", async () => {
    const taken = await listen("0.0.0.0");
    const { url } = await start({ port: taken.port });
    expect(new URL(url).port).not.toBe(String(taken.port));
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("takes another port where the preferred one only turns out to be taken when the server binds it", async () => {
    const { port: listening } = await listen("127.0.0.1");
    // Nobody answers on the port of an outgoing connection, so looking at it beforehand does not tell.
    const socket = openSocket(listening, "127.0.0.1");
    await once(socket, "connect");
    cleanups.push(() => socket.destroy());

    const { url } = await start({ port: socket.localPort });
    expect(new URL(url).port).not.toBe(String(socket.localPort));
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("adopts the server of a process that crashed", async () => {
    const crashed = startInProcess();
    const url = await crashed.url();
    const pid = await readPostmasterPid();
    await kill(crashed.child);

    const adopted = await start({ port: port + 1 });
    expect(adopted.url).toBe(url);
    expect(await readPostmasterPid()).toBe(pid);
    await adopted.stop();
    await expectStopped(url);
  });

  it("starts again after the server was killed", async () => {
    const killed = await start();
    const client = new Client(killed.url);
    client.on("error", () => undefined);
    await client.connect();
    await client.query("CREATE TABLE committed AS SELECT 1 AS one");
    const pid = await readPostmasterPid();
    process.kill(pid, "SIGKILL");

    const { url } = await start();
    expect(await query(url, "SELECT one FROM committed")).toEqual([{ one: 1 }]);
    expect(await readPostmasterPid()).not.toBe(pid);
  });

  it("starts where the pid of a killed server belongs to an unrelated process by now", async () => {
    await (await start()).stop();
    const { uid, gid } = await stat(join(dataDirectory, "pgdata"));
    const unrelated = spawn("/bin/sh", ["-c", "exec sleep 600"], { uid, gid, cwd: "/" });
    cleanups.push(() => kill(unrelated));
    const file = join(dataDirectory, "pgdata", "postmaster.pid");
    const { port: unused, server } = await listen("127.0.0.1");
    server.close();
    await writeFile(
      file,
      `${unrelated.pid}\n${dataDirectory}/pgdata\n1700000000\n${unused}\n\n127.0.0.1\n1 1\nready   \n`,
    );

    const { url, stop } = await start();
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await stop();
    expect(unrelated.exitCode ?? unrelated.signalCode).toBeNull();
  });

  it("starts a server of its own on a copy of the data of a running one", async () => {
    const original = await start();
    const copy = join(folder, "copy");
    await run("cp", ["-a", dataDirectory, copy]);

    const copied = await start({ dataDirectory: copy });
    expect(new URL(copied.url).port).not.toBe(new URL(original.url).port);
    await copied.stop();
    expect(await query(original.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("joins the server of a live process, and leaves it running", async () => {
    const owner = startInProcess();
    const url = await owner.url();

    const joined = await start({ database: "second" });
    expect(joined.url).toBe(url.replace("/cafe", "/second"));
    await joined.stop();
    expect(await query(joined.url, "SELECT current_database() AS name")).toEqual([{ name: "second" }]);

    await owner.stop();
    await expectStopped(url);
  });

  it("gives both of two processes that start at once the same server", async () => {
    const directory = join(folder, "at-once");
    await mkdir(directory);
    // Root takes the chance to see it work for an ordinary user.
    const ids = isRoot ? { uid: 65_534, gid: 65_534 } : {};
    if (isRoot) await chown(directory, 65_534, 65_534);
    const [first, second] = [
      startInProcess(ids, directory, openCheckout),
      startInProcess(ids, directory, openCheckout),
    ];
    const [firstUrl, secondUrl] = await Promise.all([first.url(), second.url()]);
    expect(firstUrl).toBe(secondUrl);
    expect(await query(firstUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);

    await Promise.all([first.stop(), second.stop()]);
    await expectStopped(firstUrl);
    expect(await readdir(directory)).toEqual(["password", "pgdata", "server.log", "settings.conf"]);
    if (isRoot)
      expect(await query((await start({ dataDirectory: directory })).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("starts anew after a first start that was killed half-way", async () => {
    const directory = join(folder, "half-way");
    const { child } = startInProcess({}, directory);
    const findHalfMade = async () => {
      const [name] = (await readdir(directory).catch(() => [])).filter((entry) => entry.startsWith("new-"));
      return name && existsSync(join(directory, name, "PG_VERSION"));
    };
    await expect.poll(findHalfMade, { timeout: 30_000, interval: 1 }).toBe(true);
    await kill(child);
    expect(await readdir(directory)).toContain("lock");
    expect(await readdir(directory)).not.toContain("pgdata");

    const { url } = await start({ dataDirectory: directory });
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("reports a failed start with the end of the log", async () => {
    const log = join(dataDirectory, "server.log");
    const failed = start({ settings: { shared_buffers: "plenty" } });
    await expect(failed).rejects.toThrow(`PostgreSQL didn't start. The end of ${log}:`);
    await expect(failed).rejects.toThrow('invalid value for parameter "shared_buffers": "plenty"');
  });

  it("refuses the data of another major version", async () => {
    const file = join(dataDirectory, "pgdata", "PG_VERSION");
    const version = await readFile(file, "utf8");
    await writeFile(file, "9\n");
    onTestFinished(() => writeFile(file, version));
    await expect(start()).rejects.toThrow(
      `${dataDirectory} holds data of another PostgreSQL (version 9, installed is ${version.trim()}). ` +
        "Delete the folder, or set DATABASE_URL.",
    );
  });

  it.runIf(isRoot)("tells a normal user that the data belongs to another", async () => {
    const ids = { uid: 65_534, gid: 65_534 };
    await expect(startInProcess(ids, dataDirectory, openCheckout).url()).rejects.toThrow("belongs to another user");
  });
});
