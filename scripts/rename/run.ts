import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readOptions } from "../../server/src/commands/read-options.ts";
import { runNpm } from "../project/npm.ts";
import { recordStep } from "../project/starter.ts";
import { renameProject } from "./rename-project.ts";

const USAGE = `Usage: npm run rename -- "Acme Portal" [--accent "#2f6fed"] [--force]

Renames the product, and with it the packages, database, images and cookies. --accent also sets the colour.
It lists what it leaves to you. To change the name again, run it again.

  --accent  the colour of buttons and links
  --force   run even if you have uncommitted changes`;

const LEFT = `Left as they are, on purpose:
  migrations/                 what has been applied is never edited
  café, orders, dashboard     the example's own words
  package.json's description, docs/images (npm run screenshot retakes them)
  databases, volumes, namespaces and images that exist: they keep the old name until you move them;
  npm run db:reset begins development's afresh
  .env, the folder, and the remote of git`;

/** `npm run rename`: the product's name, everywhere. */
const root = fileURLToPath(new URL("../..", import.meta.url));
try {
  const { values, positionals } = readOptions(USAGE, {
    // `npm run upgrade` replays it on a release, where nothing is installed
    options: { accent: { type: "string" }, force: { type: "boolean" }, replay: { type: "boolean" } },
    allowPositionals: true,
  });
  const [name, ...others] = positionals;
  if (!name || others.length > 0) throw new Error(USAGE);
  const changed = renameProject(root, { ...values, name });
  recordStep(root, "rename", [name, ...(values.accent ? ["--accent", values.accent] : [])]);
  if (changed.length === 0) {
    console.log("Nothing to do: the project already has that name.");
  } else {
    // npm sorts the lock file by name, and links the workspaces anew; code by name is sorted by Biome
    if (!values.replay) runNpm(root, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    execFileSync(
      process.execPath,
      ["node_modules/@biomejs/biome/bin/biome", "check", "--write", "--log-level=error", "."],
      { cwd: root, stdio: "inherit" },
    );
    console.log(`Renamed in ${changed.length} files.\n\n${LEFT}\n\nNext: read git diff, then npm run check.`);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
