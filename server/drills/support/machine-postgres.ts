import { execFile, execFileSync } from "node:child_process";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import getPort from "get-port";

const run = promisify(execFile);

/** Of the PostgreSQL that is installed on the machine; Debian keeps it off the path. `PG_BINDIR` names another. */
export const postgresPrograms = () =>
  process.env.PG_BINDIR ?? execFileSync("pg_config", ["--bindir"], { encoding: "utf8" }).trim();

/** Who runs what refuses to be run by root. */
export function systemUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A folder of a drill's own, that this user may write to. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cafe-drill-"));
  const user = systemUser();
  if (user) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o755);
  return folder;
}

/** The machine's PostgreSQL with an empty database, for what needs its other programs too. */
export async function startMachinePostgres() {
  const folder = await makeFolder();
  const data = join(folder, "data");
  const port = await getPort();
  const options = { ...systemUser(), cwd: folder };
  const program = (name: string) => join(postgresPrograms(), name);
  await run(program("initdb"), ["-D", data, "-U", "cafe", "--auth=trust", "--encoding=UTF8", "--locale=C"], options);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300`;
  await run(program("pg_ctl"), ["-D", data, "-l", join(folder, "log"), "-w", "-o", settings, "start"], options);
  const url = (database: string) => `postgres://cafe@127.0.0.1:${port}/${database}`;
  return {
    url,
    createDatabase: (name: string) =>
      run(program("psql"), ["-q", url("postgres"), "-c", `create database ${name}`], options),
    [Symbol.asyncDispose]: async () => {
      await run(program("pg_ctl"), ["-D", data, "-m", "immediate", "-w", "stop"], options);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
