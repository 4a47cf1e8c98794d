import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readOptions } from "../server/src/commands/read-options.ts";

const USAGE = `Usage: npm test

Runs the tests: schemas, the API on a PostgreSQL of its own, components, and journeys in a real browser, which it installs if
there's none. It takes some minutes. It leaves out upgrading a renamed project, which npm run check:commands -- upgrade tests.

For one file: npx vitest run server/src/auth/sign-up/routes.test.ts
For one journey: npm run e2e --workspace client -- journey`;

/** Linux's folder in memory, and more than twice what the tests were seen to need there. */
const MEMORY = "/dev/shm";
const ROOM_BYTES = 2 * 1024 ** 3;

readOptions(USAGE);
const commands = [
  "node client/e2e/install-browser.ts",
  "vitest run --project=!upgrade",
  "npm run e2e --workspace client",
];
const env = { ...process.env, ...(hasRoomInMemory() && { TMPDIR: MEMORY }) };
process.exitCode = spawnSync(commands.join(" && "), { shell: true, stdio: "inherit", env }).status ?? 1;

/** Whether temporary files can go to memory: a disk may take ten times as long to copy a database, which is a thousand files. */
function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ROOM_BYTES) return false;
    const folder = mkdtempSync(join(MEMORY, "tests-"));
    try {
      const program = join(folder, "program");
      writeFileSync(program, "", { mode: 0o755 });
      // some tests run programs from there, which a container may forbid
      accessSync(program, constants.X_OK);
      return true;
    } finally {
      rmSync(folder, { recursive: true });
    }
  } catch {
    return false;
  }
}
