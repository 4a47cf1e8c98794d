import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject, it } from "vitest";
import { createTestDatabase } from "../../server/src/test/database/database.ts";
import { runNode } from "../../server/src/test/run-program.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SETTINGS = { PORT: "0", METRICS_PORT: "0" };

function run(variables: Record<string, string>, ...parameters: string[]) {
  return runNode(["scripts/doctor/start.js", ...parameters], { ...SETTINGS, ...variables }, root).ended;
}

it("names what is wrong in a broken .env and how to mend it, without its secrets", { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  const env = join(folder, ".env");
  writeFileSync(env, "AUTH_SECRET=geheim\nthis is broken\nDATABASE_URL=postgres://user:geheim@127.0.0.1:1/database\n");
  try {
    const { code, output } = await run({}, "--env", env);
    expect(code).toBe(1);
    expect(output).toContain("Line 2 isn't a setting");
    expect(output).toContain("→ Generate one with openssl rand -hex 32.");
    expect(output).toMatch(/DATABASE_URL +postgres:\/\/user:••••@127\.0\.0\.1:1\/database {2}\(\.env\)/);
    expect(output).toMatch(/\d things are wrong\.\n$/);
    expect(output).not.toContain("geheim");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("tells a program the same in JSON, and ends with 0 where nothing is wrong", { timeout: 60_000 }, async () => {
  const database = await createTestDatabase(inject("postgresUrl"));
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  const env = join(folder, ".env");
  try {
    writeFileSync(env, "");
    const { code, output } = await run({ DATABASE_URL: database.url }, "--json", "--env", env);
    const { ok, findings, settings } = JSON.parse(output);
    expect(findings.filter(({ level }: { level: string }) => level === "problem")).toEqual([]);
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    expect(settings).toContainEqual({ name: "PORT", value: "0", from: "environment" });
  } finally {
    rmSync(folder, { recursive: true });
    await database.drop();
  }
});
