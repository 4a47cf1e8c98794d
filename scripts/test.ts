import { spawnSync } from "node:child_process";
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readOptions } from "../server/src/commands/read-options.ts";

const USAGE = `Usage: npm test

Runs the tests: schemas, the API on a PostgreSQL of its own, components, and journeys in a real browser, which it installs if
there's none. It takes some minutes. It leaves out upgrading a renamed project, which npm run check:commands -- upgrade tests.

For one file: npx vitest run server/src/auth/sign-up/routes.test.ts
For one journey: npm run e2e --workspace client -- journey`;

/** Where Linux keeps files in memory, and the room that the tests get there: more than twice what they were seen to use. */
const MEMORY = "/dev/shm";
const ROOM_BYTES = 2 * 1024 ** 3;

readOptions(USAGE);
const commands = [
  "node client/e2e/install-browser.ts",
  "vitest run --project=!upgrade",
  "npm run e2e --workspace client",
];
const folder = createFolderInMemory();
const env = { ...process.env, ...(folder && { TMPDIR: folder }) };
// Ctrl-C ends the commands, and then what they left behind is removed
process.on("SIGINT", () => {});
process.exitCode = spawnSync(commands.join(" && "), { shell: true, stdio: "inherit", env }).status ?? 1;
if (folder) rmSync(folder, { recursive: true, force: true });

/**
 * A folder for temporary files, since copying a test's database takes ten times as long on a disk.
 * @returns undefined where memory has no room for it
 */
function createFolderInMemory(): string | undefined {
  let folder: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ROOM_BYTES) return undefined;
    folder = mkdtempSync(join(MEMORY, "tests-"));
    // as root, PostgreSQL runs as another user
    chmodSync(folder, 0o755);
    // some tests run programs from there, which a container may forbid
    const program = join(folder, "program");
    writeFileSync(program, "", { mode: 0o755 });
    accessSync(program, constants.X_OK);
    return folder;
  } catch {
    if (folder) rmSync(folder, { recursive: true });
    return undefined;
  }
}
