import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readOptions } from "../../server/src/commands/read-options.ts";
import { refuseUncommitted } from "../project/git.ts";
import { askForSlice } from "./ask.ts";
import { FIELD_HELP } from "./fields.ts";
import { type Plan, planSlice, type Request } from "./plan-slice.ts";

const USAGE = `Usage: npm run new -- reservations name:text quantity:integer startsAt:time "status:open|closed"

Creates a working feature: schemas, a table with its migration, API routes, a page, and tests for each.
Without a name, it asks you for one.

${FIELD_HELP}

  --singular  what one of them is called, if it can't be derived from the name
  --dry-run   list what would be written, and write nothing
  --force     run even if you have uncommitted changes`;

/** `npm run new`: a new feature, built like the others. */
const root = fileURLToPath(new URL("../..", import.meta.url));
try {
  const { values, positionals } = readOptions(USAGE, {
    options: { singular: { type: "string" }, "dry-run": { type: "boolean" }, force: { type: "boolean" } },
    allowPositionals: true,
  });
  const [name, ...fields] = positionals;
  const request = name === undefined ? await ask() : { name, fields, singular: values.singular };
  if (request) makeSlice(request, values);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function ask(): Promise<Request | undefined> {
  if (!process.stdin.isTTY) throw new Error(USAGE);
  return askForSlice(root);
}

function makeSlice(request: Request, { "dry-run": dryRun, force }: { "dry-run"?: boolean; force?: boolean }): void {
  const plan = planSlice(root, request);
  if (dryRun) {
    console.log(`${describe(plan)}\n\nDry run: nothing was written.`);
    return;
  }
  if (!force) refuseUncommitted(root, "the new feature");
  write(plan);
  console.log(`${describe(plan)}

Next:
  npm run dev                      applies the migration; then open /${plan.slice.plural.kebab}
  npm run check && npm test        includes the new feature's tests
  git grep "// to translate"       text that's still in English in the German app`);
}

/** All of it, or nothing. */
function write({ slice: { plural }, files, changes }: Plan): void {
  const before = new Map([...changes.keys()].map((file) => [file, readFileSync(join(root, file), "utf8")]));
  const texts = [...files, ...[...changes].map(([file, { text }]) => [file, text] as const)];
  try {
    for (const [file, text] of texts) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const paths = texts.map(([file]) => file).filter((file) => !file.endsWith(".md"));
    run("@biomejs/biome/bin/biome", "check", "--write", "--log-level=error", ...paths);
    run("drizzle-kit/bin.cjs", "generate", "--config", "server/drizzle.config.ts", "--name", plural.kebab);
  } catch (error) {
    for (const file of files.keys()) rmSync(join(root, file), { force: true });
    for (const [file, text] of before) writeFileSync(join(root, file), text);
    throw error;
  }
}

function describe({ slice: { plural }, files, changes }: Plan): string {
  const width = Math.max(...[...changes.keys()].map((file) => file.length)) + 2;
  return [
    "New:",
    ...[...files.keys()].map((file) => `  ${file}`),
    `  migrations/NNNN_${plural.kebab}.sql, with its snapshot`,
    "Changed:",
    ...[...changes].map(([file, { what }]) => `  ${file.padEnd(width)}${what}`),
  ].join("\n");
}

/** @throws with what a library's program said that failed */
function run(program: string, ...parameters: string[]): void {
  const command = [join("node_modules", program), ...parameters];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${command.join(" ")} failed:\n${stdout}${stderr}`);
}
