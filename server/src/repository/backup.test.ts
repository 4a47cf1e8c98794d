import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const BACKUP = fileURLToPath(new URL("../../../deploy/backup", import.meta.url));

/** What `npm run drill -- backup` doesn't try: settings that would make backups without end, or keep them without end. */
it.each([
  ["--every daily", {}, 2, "BACKUP_EVERY must be like 6h"],
  ["--every 24", {}, 2, "BACKUP_EVERY must be like 6h"],
  ["--every 0h", {}, 2, "BACKUP_EVERY must be like 6h"],
  ["--every", {}, 2, "BACKUP_EVERY must be like 6h"],
  ["--every 6h", { BACKUP_KEEP_DAYS: "two" }, 2, "BACKUP_KEEP_DAYS must be a whole number, such as 14"],
  ["--check", { BACKUP_MAX_AGE_HOURS: "1d" }, 2, "BACKUP_MAX_AGE_HOURS must be a whole number, such as 26"],
  ["--check", {}, 1, "there is no backup yet"],
])("backup %s with %j ends with a sentence and no backup", async (parameters, settings, code, message) => {
  const directory = await mkdtemp(join(tmpdir(), "cafe-backup-"));
  try {
    const child = spawn("bash", [BACKUP, ...parameters.split(" ")], {
      env: {
        PATH: process.env.PATH,
        BACKUP_DIRECTORY: directory,
        DATABASE_URL: "postgres://127.0.0.1:1/none",
        ...settings,
      },
      stdio: ["ignore", "ignore", "pipe"],
      timeout: 5000,
    });
    const [errors, [ended]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect({ code: ended, errors }).toEqual({ code, errors: `${message}\n` });
    expect(await readdir(directory)).toEqual([]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
