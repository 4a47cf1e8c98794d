import { spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";

const SHIPPED = new URL("../../../../deploy/pgbouncer/pgbouncer.ini", import.meta.url);
const START_LIMIT_MS = 5000;

/**
 * The machine's PgBouncer in front of a PostgreSQL, with the configuration that we ship.
 * @returns `through`, which makes the URL of a database lead through it
 * @throws when there's none on the machine: Debian has one, `apt-get install pgbouncer`
 */
export async function startPooler(serverUrl: string) {
  const server = new URL(serverUrl);
  const directory = await mkdtemp(join(tmpdir(), "cafe-pooler-"));
  // root's PgBouncer runs as another user, who has to get in
  await chmod(directory, 0o755);
  const port = await freePort();
  const users = join(directory, "userlist.txt");
  const ini = join(directory, "pgbouncer.ini");
  const settings = (await readFile(SHIPPED, "utf8"))
    .replace("host=postgres port=5432", `host=${server.hostname} port=${server.port}`)
    .replace(/^listen_addr = .*/m, "listen_addr = 127.0.0.1")
    .replace(/^listen_port = .*/m, `listen_port = ${port}`)
    .replace(/^auth_file = .*/m, `auth_file = ${users}\nunix_socket_dir =`);
  await writeFile(ini, settings);
  await writeFile(users, `"${server.username}" "${decodeURIComponent(server.password)}"\n`);
  const asUser = process.getuid?.() === 0 ? ["--user", "nobody"] : [];
  const pooler = spawn("pgbouncer", [...asUser, ini], { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  pooler.stderr.on("data", (chunk) => {
    log += chunk;
  });
  const ended = new Promise<void>((resolve) => {
    pooler.on("error", (error) => {
      log += `${error.message}: is PgBouncer installed?`;
      resolve();
    });
    pooler.on("close", () => resolve());
  });
  const stop = async () => {
    pooler.kill();
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (performance.now() > deadline || pooler.exitCode !== null || pooler.pid === undefined) {
      await stop();
      throw new Error(`PgBouncer didn't start: ${log}`);
    }
    await sleep(50);
  }
  const through = (databaseUrl: string) => {
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${port}`;
    return url.href;
  };
  return { through, stop, [Symbol.asyncDispose]: stop };
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
