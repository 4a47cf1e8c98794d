import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { buildTestApp } from "../../server/src/test/build-test-app.ts";
import { runNode } from "../../server/src/test/run-program.ts";
import { checkDisk, checkPermissions, checkPorts } from "./machine.ts";

const folder = mkdtempSync(join(tmpdir(), "doctor-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("says that the disk is full", async () => {
  expect(await checkDisk(folder, 0)).toEqual([expect.objectContaining({ level: "ok" })]);
  expect(await checkDisk(folder, Number.MAX_SAFE_INTEGER)).toEqual([expect.objectContaining({ level: "problem" })]);
});

it("says that nothing can be written", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const [finding] = await checkPermissions({ data: join(file, "data"), env: join(folder, "none") });
  expect(finding).toMatchObject({ level: "problem", message: expect.stringContaining("ENOTDIR") });
});

it("says that everybody can read the secrets", async () => {
  const env = join(folder, ".env");
  writeFileSync(env, "");
  chmodSync(env, 0o600);
  expect(await checkPermissions({ data: folder, env })).toEqual([expect.objectContaining({ level: "ok" })]);
  chmodSync(env, 0o644);
  expect(await checkPermissions({ data: folder, env })).toEqual([
    expect.objectContaining({ level: "warning", remedy: `Run chmod 600 "${env}".` }),
  ]);
});

it("says that a port is taken, unless it's the project's own API that has it", async () => {
  const other = createServer((_request, response) => response.end("hello")).listen(0);
  const app = await buildTestApp();
  try {
    const { port } = other.address() as AddressInfo;
    const taken = await checkPorts([{ name: "PORT", port, host: "localhost" }]);
    expect(taken).toEqual([
      expect.objectContaining({ level: "problem", message: `PORT ${port} is taken by another program` }),
    ]);
    const own = await checkPorts([{ name: "PORT", port: Number(new URL(app.url).port), host: "127.0.0.1" }]);
    expect(own).toEqual([expect.objectContaining({ level: "ok" })]);
    const elsewhere = await checkPorts([{ name: "PORT", port: 0, host: "192.0.2.1" }]);
    expect(elsewhere).toEqual([
      expect.objectContaining({ level: "problem", message: expect.stringContaining("EADDRNOTAVAIL") }),
    ]);
  } finally {
    other.close();
    await app.close();
  }
});

it("says that the browser of the tests isn't there", async () => {
  // in a process of its own: the search keeps what it finds
  const code =
    'const { checkBrowser } = await import("./scripts/doctor/machine.ts"); console.log(checkBrowser()[0].message)';
  const { output } = await runNode(["--input-type=module", "-e", code], { E2E_BROWSER: "/nowhere/chromium" }).ended;
  expect(output).toBe("E2E_BROWSER names /nowhere/chromium, which doesn't exist\n");
});
