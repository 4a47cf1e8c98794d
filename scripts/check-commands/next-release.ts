import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git } from "../project/git.ts";
import { readStarter, toRecord } from "../project/starter.ts";
import type { ProjectCopy } from "./project-copy.ts";

/**
 * Makes what the project in the copy was cloned from: a starter with this release, and one after it that has what releases have:
 * new text and code, a setting of package.json, a column and its index, a codemod, and a note.
 * @returns the version of the later one
 */
export function makeNextRelease({ directory, starter }: ProjectCopy): string {
  git(directory, "clone", "--quiet", directory, starter);
  git(starter, "config", "user.name", "Ada");
  git(starter, "config", "user.email", "ada@example.com");
  const { version } = readStarter(starter);
  git(starter, "tag", `v${version}`);

  const [major = 0, minor = 0] = version.split(".").map(Number);
  const next = `${major}.${minor + 1}.0`;
  edit(starter, "starter.json", () => toRecord({ version: next, steps: [] }));
  edit(starter, "CHANGELOG.md", (text) =>
    text.replace("\n## ", `\n## [${next}] - 2026-11-28\n\n### Upgrading\n\nGreet your users.\n\n## `),
  );
  edit(starter, "CONTRIBUTING.md", (text) => text.replace("\n## ", "\nNew in the next release.\n\n## "));
  edit(starter, "package.json", (text) => text.replace('"scripts": {', '"scripts": {\n    "greet": "node --version",'));
  edit(starter, `scripts/upgrade-to-${next}.ts`, () => CODEMOD);
  addMigrations(starter, directory);
  git(starter, "add", "--all");
  git(starter, "commit", "--quiet", "--message", `Release ${next}`);
  git(starter, "tag", `v${next}`);
  return next;
}

const CODEMOD = `import { readFileSync, writeFileSync } from "node:fs";

/** Greets in the language of the product's owner. */
const text = readFileSync("docs/deploy.md", "utf8");
if (!text.includes("Greetings.")) writeFileSync("docs/deploy.md", \`\${text}\\nGreetings.\\n\`);
`;

function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  let text = "";
  try {
    text = readFileSync(path, "utf8");
  } catch {}
  const changed = change(text);
  if (changed === text) throw new Error(`${file} isn't as the next release expects it.`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, changed);
}

/** A column, and the index of it, built as one is on a table that has rows. */
function addMigrations(starter: string, copy: string): void {
  const schema = "server/src/database/schema.ts";
  const link = join(starter, "node_modules");
  symlinkSync(join(copy, "node_modules"), link);
  edit(starter, schema, (text) => text.replace('image: text("image"),', '$&\n    motto: text("motto"),'));
  generate(starter, "motto");
  const index = '\n    index("idx_users_motto").on(table.motto),\n    ';
  edit(starter, schema, (text) => text.replace("(table) => [", `$&${index}`));
  const file = generate(starter, "motto-index");
  edit(starter, file, (sql) => `-- outside a transaction\n${sql.replace("INDEX", "INDEX CONCURRENTLY IF NOT EXISTS")}`);
  rmSync(link);
}

function generate(starter: string, name: string): string {
  const kit = ["node_modules/drizzle-kit/bin.cjs", "generate", "--config=server/drizzle.config.ts", `--name=${name}`];
  execFileSync(process.execPath, kit, { cwd: starter });
  return `migrations/${readdirSync(join(starter, "migrations")).find((file) => file.endsWith(`_${name}.sql`))}`;
}
