import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer, connect as openSocket } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { type Cluster, failure, processOptions, type Settings, writeForUser } from "./cluster.ts";
import { identifyProcess } from "./lock.ts";

const run = promisify(execFile);

const START_LIMIT_SECONDS = 60;
const STOP_LIMIT_SECONDS = 30;
const ANSWER_LIMIT_MS = 60_000;
const REFUSED_LIMIT_MS = 2_000;
const START_ATTEMPTS = 10;

/**
 * The port of the server that runs on this data, waiting for one that is starting or stopping. The `postmaster.pid` of
 * a killed server may by now name a process that has nothing to do with it, so only an answer counts.
 */
export async function findServer(cluster: Cluster): Promise<number | undefined> {
  const deadline = Date.now() + ANSWER_LIMIT_MS;
  let refusedSince: number | undefined;
  for (;;) {
    const { pid, port } = await readPidFile(cluster);
    if (!pid || !identifyProcess(pid)) return undefined;
    const answer = port ? await ask(cluster, port) : "refused";
    if (answer === "ours") return port;
    if (answer === "foreign") return undefined;
    refusedSince = answer === "refused" ? (refusedSince ?? Date.now()) : undefined;
    // A server that starts listens sooner, and goes on listening while it recovers or stops.
    if (refusedSince && Date.now() - refusedSince > REFUSED_LIMIT_MS) return undefined;
    if (Date.now() > deadline) {
      throw await failure(cluster, `is running (process ${pid}) but isn't answering on port ${port}`);
    }
    await sleep(100);
  }
}

async function readPidFile({ pgdata }: Cluster): Promise<{ pid?: number; port?: number }> {
  const lines = (await readFile(join(pgdata, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  return { pid: Number(lines[0]) || undefined, port: Number(lines[3]) || undefined };
}

async function ask(cluster: Cluster, port: number): Promise<"ours" | "foreign" | "refused" | "busy"> {
  try {
    return await withClient(cluster, port, async (client) => {
      // The password alone does not tell: a copy of the folder has the same, and the same postmaster.pid.
      const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
      return rows[0] && resolve(rows[0].data_directory) === cluster.pgdata ? "ours" : "foreign";
    });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ECONNREFUSED") return "refused";
    return code === "28P01" || code === "28000" ? "foreign" : "busy";
  }
}

/** Runs `work` with a superuser's connection to the server at `port`. */
export async function withClient<T>(cluster: Cluster, port: number, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password: cluster.password,
    database: "postgres",
    ssl: false,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  });
  // A lost server already fails the query in progress; without a listener it would end our process too.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Starts the server on the preferred port, or on a free one if that is taken, and returns the port once it answers. */
export async function startServer(cluster: Cluster, preferredPort: number, settings: Settings): Promise<number> {
  // No server runs on this data (see findServer), so leftovers of an earlier one must not stop the next from starting.
  await rm(join(cluster.pgdata, "postmaster.pid"), { force: true });
  let port = (await answers(preferredPort)) ? await findFreePort() : preferredPort;
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
    await writeForUser(cluster, "settings.conf", formatSettings({ ...settings, port: String(port) }));
    await writeForUser(cluster, "server.log", "");
    if (await pgCtlStart(cluster)) return port;
    const log = await readFile(cluster.log, "utf8");
    if (log.includes("could not create any TCP/IP sockets")) port = await findFreePort();
    // A killed server's last processes take a moment to end.
    else if (log.includes("is still in use")) await sleep(500);
    else break;
  }
  throw await failure(cluster, "didn't start");
}

function formatSettings(settings: Settings): string {
  const all = { ...settings, listen_addresses: "127.0.0.1", unix_socket_directories: "" };
  const lines = Object.entries(all).map(
    ([name, value]) => `${name} = '${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`,
  );
  return `# Written at every start.\n${lines.join("\n")}\n`;
}

/** pg_ctl frees the server from our terminal and its Ctrl-C, and on Windows from an administrator's rights. */
async function pgCtlStart(cluster: Cluster): Promise<boolean> {
  const { binaries, pgdata, log } = cluster;
  const options = ["start", "--wait", `--timeout=${START_LIMIT_SECONDS}`, `--pgdata=${pgdata}`, `--log=${log}`];
  // No pipes: on Windows the server inherits them, and we would wait for their end as long as it runs.
  const pgCtl = spawn(binaries.pg_ctl, options, {
    ...processOptions(cluster),
    stdio: "ignore",
    timeout: (START_LIMIT_SECONDS + 30) * 1_000,
  });
  const [exitCode] = await once(pgCtl, "exit");
  return exitCode === 0;
}

/** Stops the server, which ends its open connections. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const options = ["stop", "--wait", "--mode=fast", `--timeout=${STOP_LIMIT_SECONDS}`, `--pgdata=${cluster.pgdata}`];
  try {
    await run(cluster.binaries.pg_ctl, options, {
      ...processOptions(cluster),
      timeout: (STOP_LIMIT_SECONDS + 30) * 1_000,
    });
  } catch {
    throw await failure(cluster, "didn't stop");
  }
}

/** Whether anything answers. Trying to bind isn't enough: macOS and Windows let us take a port that is in use. */
async function answers(port: number): Promise<boolean> {
  const socket = openSocket({ host: "127.0.0.1", port, timeout: 2_000 });
  socket.on("timeout", () => socket.destroy(new Error("timeout")));
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
