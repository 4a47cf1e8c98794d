import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";

const README = fileURLToPath(new URL("../../../README.md", import.meta.url));

let app: TestApp;
let directory: string;
let blocks: string[];

beforeAll(async () => {
  app = await buildTestApp();
  directory = await mkdtemp(join(tmpdir(), "cafe-readme-"));
  const readme = await readFile(README, "utf8");
  blocks = [...readme.matchAll(/```sh\n(API=.*?)```/gs)].map(([, block = ""]) => block);
});

afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

it("shows a whole journey by cookie jar and another by bearer token, and every command works", async () => {
  expect(blocks).toHaveLength(2);
  const [byCookie, byToken] = [await run(blocks[0]), await run(blocks[1])];

  expect(byCookie).toEqual([
    expect.objectContaining({ user: expect.objectContaining({ email: "ada@example.com", name: "Ada" }) }),
    expect.objectContaining({ user: expect.objectContaining({ email: "ada@example.com" }) }),
    { created: expect.any(Number) },
    expect.objectContaining({ range: "7d", chartMetrics: expect.any(Array) }),
    { signedOut: true },
  ]);
  expect(byToken).toEqual([
    expect.objectContaining({ user: expect.objectContaining({ email: "ada@example.com" }) }),
    expect.objectContaining({ range: "30d", tableRows: expect.any(Array) }),
    expect.arrayContaining([expect.objectContaining({ current: true })]),
    expect.objectContaining({ user: expect.objectContaining({ email: "ada@example.com" }), orders: expect.any(Array) }),
    { accepted: true },
    { signedOut: true },
  ]);
});

it("names only files that are there in the list of what is promised about security", async () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const list = await readFile(join(root, "docs/security.md"), "utf8");
  const named = [...list.matchAll(/`([\w./-]+\.tsx?)`/g)].map(([, path = ""]) => path);
  const places = ["", "server/src", "client", "client/src"];
  const missing = named.filter((path) => !places.some((place) => existsSync(join(root, place, path))));
  expect(named.length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

/** Runs a block as it stands, at this app's URL; `data` of each answer that it prints. */
async function run(block = ""): Promise<unknown[]> {
  const script = block.replaceAll("http://localhost:3000", app.url);
  const { stdout } = await promisify(execFile)("sh", ["-euc", script], { cwd: directory, timeout: 15_000 });
  return stdout
    .replaceAll('}{"status"', '}\n{"status"')
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ status, data }) => {
      expect(status).toBe("success");
      return data;
    });
}
