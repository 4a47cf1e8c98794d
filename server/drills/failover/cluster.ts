import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { makeFolder, postgresPrograms, systemUser } from "../support/machine-postgres.ts";
import { childrenOf } from "../support/world.ts";

const shipped = new URL("../../../deploy/patroni/", import.meta.url);
const HOST = "127.0.0.1";
const START_LIMIT_MS = 120_000;
const PASSWORD = "only-for-drills";

type Node = { name: string; rest: number; postgres: number; patroni: ChildProcess };

/** Two PostgreSQL nodes under Patroni with etcd, behind HAProxy, all of this machine's own. */
export async function startCluster() {
  const folder = await makeFolder();
  const [etcdPort, peerPort, proxyPort] = await Promise.all([getPort(), getPort(), getPort()]);
  const programs: ChildProcess[] = [];
  let log = "";
  const start = (command: string, parameters: string[]) => {
    const child = spawn(command, parameters, { ...systemUser(), cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    const note = (chunk: unknown) => {
      log = `${log}${chunk}`.slice(-20_000);
    };
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    child.on("error", note);
    programs.push(child);
    return child;
  };
  const stop = async () => {
    for (const program of programs.reverse()) program.kill("SIGKILL");
    for (const name of ["first", "second"]) await killPostgres(join(folder, name));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    const etcd = `http://${HOST}:${etcdPort}`;
    const peer = `http://${HOST}:${peerPort}`;
    const listening = ["--listen-client-urls", etcd, "--advertise-client-urls", etcd, "--listen-peer-urls", peer];
    start("etcd", [
      "--data-dir",
      join(folder, "etcd"),
      "--name",
      "etcd",
      ...listening,
      "--initial-advertise-peer-urls",
      peer,
      "--initial-cluster",
      `etcd=${peer}`,
    ]);
    const nodes: Node[] = [];
    for (const name of ["first", "second"]) {
      const [rest, postgres] = await Promise.all([getPort(), getPort()]);
      const file = join(folder, `${name}.yml`);
      await fillIn("patroni.yml", file, {
        NAME: name,
        HOST,
        NETWORK: `${HOST}/32`,
        REST_PORT: rest,
        POSTGRES_PORT: postgres,
        ETCD_HOSTS: `${HOST}:${etcdPort}`,
        DATA_DIRECTORY: join(folder, name),
        BIN_DIRECTORY: postgresPrograms(),
        POSTGRES_PASSWORD: PASSWORD,
        REPLICATION_PASSWORD: PASSWORD,
      });
      nodes.push({ name, rest, postgres, patroni: start("patroni", [file]) });
      // the first one is the primary
      if (nodes.length === 1) await until(() => answers(rest, "primary"));
    }
    const [first, second] = nodes as [Node, Node];
    await fillIn("haproxy.cfg", join(folder, "haproxy.cfg"), {
      HOST,
      PROXY_PORT: proxyPort,
      FIRST_POSTGRES_PORT: first.postgres,
      FIRST_REST_PORT: first.rest,
      SECOND_POSTGRES_PORT: second.postgres,
      SECOND_REST_PORT: second.rest,
    });
    start("haproxy", ["-f", join(folder, "haproxy.cfg")]);
    await until(() => answers(second.rest, "synchronous"));
    const address = (port: number) => `postgres://postgres:${PASSWORD}@${HOST}:${port}/postgres`;
    return {
      url: address(proxyPort),
      /** Of the second node itself. */
      secondUrl: address(second.postgres),
      /** As when its machine loses its power. */
      killPrimary: async () => {
        first.patroni.kill("SIGKILL");
        await killPostgres(join(folder, "first"));
      },
      /** The node comes back, and follows. */
      restartFirst: async () => {
        start("patroni", [join(folder, "first.yml")]);
        await until(() => answers(first.rest, "replica"));
      },
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`${error}\n${log}`);
  }
}

async function fillIn(name: string, file: string, values: Record<string, string | number>): Promise<void> {
  let text = await readFile(new URL(name, shipped), "utf8");
  for (const [key, value] of Object.entries(values)) text = text.replaceAll(`\${${key}}`, String(value));
  await writeFile(file, text);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error("the cluster didn't get ready in time");
    await sleep(200);
  }
}

/** What a node says of itself. */
const answers = (port: number, role: string) =>
  fetch(`http://${HOST}:${port}/${role}`).then(
    ({ ok }) => ok,
    () => false,
  );

/** The server and all its processes: Patroni's end doesn't end it. */
async function killPostgres(directory: string): Promise<void> {
  const file = await readFile(join(directory, "data/postmaster.pid"), "utf8").catch(() => "");
  const postmaster = Number(file.split("\n", 1)[0]);
  if (postmaster === 0) return;
  for (const pid of [postmaster, ...(await childrenOf(postmaster))]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it has ended by itself
    }
  }
}
