import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readlink, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runStatement } from "../../test/database/database.ts";
import {
  type Checkout,
  copyCheckout,
  kill,
  resetDatabase,
  startInProcess,
} from "../../test/database/embedded-process.ts";

const run = promisify(execFile);
const settings = { fsync: "off", max_connections: "10", shared_buffers: "8MB" };

/** As in a container, where root works in /root: nobody else may enter. */
let folder: string;
let checkout: Checkout;
const started: ReturnType<typeof startInProcess>[] = [];

const dataOf = ({ root }: Checkout) => join(root, ".data", "postgres");

function start(where = checkout) {
  const server = startInProcess({ dataDirectory: dataOf(where), port: 54_340, settings }, {}, where);
  started.push(server);
  return server;
}

async function use<T>(where: Checkout, work: (url: string) => Promise<T>): Promise<T> {
  const server = start(where);
  const result = await work(await server.url());
  await server.stop();
  return result;
}

describe.runIf(process.getuid?.() === 0)("as root in a folder that nobody else may enter", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "embedded-closed-"));
    checkout = await copyCheckout(join(folder, "closed"), 0o700);
  }, 60_000);
  afterEach(async () => {
    for (const { child } of started.splice(0)) await kill(child);
  });
  afterAll(async () => {
    await resetDatabase(checkout);
    await rm(folder, { recursive: true, force: true });
  });

  it("runs, and finds its data again, until npm run db:reset removes all of it", async () => {
    await use(checkout, (url) => runStatement(url, "create table kept ()"));
    const home = await readlink(dataOf(checkout));
    expect(home).toMatch(/^\/var\/lib\/cafe-app-ai\//);
    expect((await stat(join(home, "pgdata"))).mode & 0o777).toBe(0o700);
    await use(checkout, (url) => runStatement(url, "select from kept"));

    expect((await resetDatabase(checkout)).code).toBe(0);
    expect(existsSync(dirname(home))).toBe(false);
    expect(existsSync(dirname(dataOf(checkout)))).toBe(false);
    await use(checkout, (url) => expect(runStatement(url, "select from kept")).rejects.toThrow("does not exist"));
  });

  it("gives two processes that start at once the same server, and keeps db:reset off it", async () => {
    const [first, second] = [start(), start()];
    const url = await first.url();
    expect(await second.url()).toBe(url);
    expect(await resetDatabase(checkout)).toEqual({ code: 1, output: expect.stringContaining("is in use") });
    await runStatement(url, "select");
    await Promise.all([first.stop(), second.stop()]);
  });

  it("ends the server that a killed process left, at db:reset", async () => {
    const crashed = start();
    const url = await crashed.url();
    await kill(crashed.child);
    await runStatement(url, "select");
    expect((await resetDatabase(checkout)).code).toBe(0);
    await expect(runStatement(url, "select")).rejects.toThrow("ECONNREFUSED");
  });

  it("starts afresh where .data is deleted, and leaves nothing behind", async () => {
    await use(checkout, (url) => runStatement(url, "create table kept ()"));
    const home = await readlink(dataOf(checkout));
    await rm(dirname(dataOf(checkout)), { recursive: true });
    await use(checkout, (url) => expect(runStatement(url, "select from kept")).rejects.toThrow("does not exist"));
    expect(existsSync(home)).toBe(false);
    const homes = (await readdir(dirname(home))).filter((name) => name.startsWith("postgres-"));
    expect(homes).toHaveLength(1);

    // as in a new container, where the checkout is mounted
    await rm(dirname(home), { recursive: true });
    await use(checkout, (url) => runStatement(url, "select"));
  });

  it("keeps a copy of the checkout off the data of the original", async () => {
    const original = start();
    const url = await original.url();
    const copy = { root: join(folder, "copy"), node: checkout.node };
    await run("cp", ["-a", checkout.root, copy.root]);

    await expect(start(copy).url()).rejects.toThrow("points to the database of another checkout");
    expect((await resetDatabase(copy)).code).toBe(0);
    const second = start(copy);
    expect(await second.url()).not.toBe(url);
    await runStatement(await second.url(), "select");
    await second.stop();
    expect((await resetDatabase(copy)).code).toBe(0);
    await runStatement(url, "select");
    await original.stop();
  });

  it("uses no folder outside that somebody else may have laid out", async () => {
    await use(checkout, (url) => runStatement(url, "select"));
    const outside = dirname(await readlink(dataOf(checkout)));
    await resetDatabase(checkout);

    await mkdir(outside);
    await chmod(outside, 0o777);
    await expect(start().url()).rejects.toThrow(`${outside} isn't a folder that only root can write to`);
    await rm(outside, { recursive: true });
    await symlink(folder, outside);
    await expect(start().url()).rejects.toThrow(`${outside} isn't a folder that only root can write to`);
  });

  it("does not start on data that is closed to its user, nor touch it", async () => {
    expect((await resetDatabase(checkout)).code).toBe(0);
    await mkdir(join(dataOf(checkout), "pgdata"), { recursive: true });
    await expect(start().url()).rejects.toThrow(`can't open ${dataOf(checkout)}, which already holds data`);
    expect(await readdir(dataOf(checkout))).toEqual(["pgdata"]);
  });
});
