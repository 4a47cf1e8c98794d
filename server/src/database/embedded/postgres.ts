import { existsSync } from "node:fs";
import { readFile, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { escapeIdentifier } from "pg";
import { chooseUser, findBinaries } from "./binaries.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { isCopiedLink, openBinaries, openHome, removeHome } from "./home.ts";
import { identifyProcess, isRunning, withLock } from "./lock.ts";
import { findServer, startServer, stopServer, withClient } from "./server.ts";

export type EmbeddedPostgres = {
  /** postgres:// URL of the application's database */
  url: string;
  /** Ends the server, unless another live process owns it. Safe to call twice. */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL that keeps its data under `dataDirectory`, or joins it where it is running already, and creates
 * the database when it is missing. Whoever starts the server owns it; so does whoever finds one whose owner has ended.
 */
export async function startEmbeddedPostgres(options: {
  dataDirectory: string;
  /** Preferred; a free one is taken if it is in use. */
  port?: number;
  database?: string;
  /** Further settings of the server, for when it is this call that starts it. */
  settings?: Record<string, string>;
}): Promise<EmbeddedPostgres> {
  const { dataDirectory, port: preferredPort = 5432, database = "cafe", settings = {} } = options;
  const installed = await findBinaries();
  const user = await chooseUser(join(dataDirectory, "pgdata"));
  const home = await openHome(dataDirectory, user);
  const binaries = await openBinaries(installed, user);
  const pgdata = join(home, "pgdata");
  const place = { home, pgdata, log: join(home, "server.log"), binaries, user };
  const lock = join(home, "lock");

  const { cluster, port } = await withLock(lock, async () => {
    const cluster = await openCluster(place, settings);
    const running = await findServer(cluster);
    const port = running ?? (await startServer(cluster, preferredPort, settings));
    try {
      await createDatabase(cluster, port, database);
    } catch (error) {
      if (!running) await stopServer(cluster);
      throw error;
    }
    if (!running || !(await hasOtherOwner(home))) await becomeOwner(home);
    return { cluster, port };
  });

  let stopping: Promise<void> | undefined;
  const stop = () =>
    withLock(lock, async () => {
      if (await hasOtherOwner(home)) return;
      if (await findServer(cluster)) await stopServer(cluster);
      await rm(ownerFile(home), { force: true });
    });
  return {
    url: `postgres://postgres:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop: () => (stopping ??= stop()),
  };
}

/**
 * Removes the data under `dataDirectory`, ending a server that a crashed process left running on it.
 * @throws when a live process uses it
 */
export async function removeEmbeddedPostgres(dataDirectory: string): Promise<void> {
  if (await isCopiedLink(dataDirectory)) return removeHome(dataDirectory);
  const home = await realpath(dataDirectory).catch(() => dataDirectory);
  if (await hasOtherOwner(home)) {
    throw new Error(`The database in ${home} is in use. First stop npm run dev, or whatever else is using it.`);
  }
  // Data that no server can run on has nothing to end.
  if (existsSync(join(home, "pgdata", "postmaster.pid"))) {
    await startEmbeddedPostgres({ dataDirectory }).then(
      ({ stop }) => stop(),
      () => undefined,
    );
  }
  await removeHome(dataDirectory);
}

async function createDatabase(cluster: Cluster, port: number, name: string): Promise<void> {
  await withClient(cluster, port, async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  });
}

/** Names the process that stops the server. */
function ownerFile(home: string): string {
  return join(home, "owner");
}

async function becomeOwner(home: string): Promise<void> {
  await writeFile(ownerFile(home), identifyProcess(process.pid) ?? "");
}

async function hasOtherOwner(home: string): Promise<boolean> {
  const owner = await readFile(ownerFile(home), "utf8").catch(() => "");
  return owner !== identifyProcess(process.pid) && isRunning(owner);
}
