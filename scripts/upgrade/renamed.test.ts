import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { readMigrations } from "../../server/src/database/migrations/files.ts";
import { migrateDatabase } from "../../server/src/database/migrations/migrate-database.ts";
import { createTestDatabase } from "../../server/src/test/database/database.ts";
import { createWorkingCopy } from "../breaks/working-copy.ts";
import { git } from "../project/git.ts";
import { readStarter } from "../project/starter.ts";
import { change, commit, init, read } from "../project/test-projects.ts";
import { readIdentity } from "../rename/identity.ts";
import { type Finished, finishUpgrade } from "./finish-upgrade.ts";
import { type Started, startUpgrade } from "./upgrade-project.ts";

/** This project as the starter, a renamed one with a table of its own, and a release that brings two migrations. */
const NAME = "Quokka Harbour";
const SCHEMA = "server/src/database/schema.ts";
const CONCURRENTLY =
  '-- outside a transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS "idx_users_nickname" ON "users" ("nickname");';

let starter: Awaited<ReturnType<typeof createWorkingCopy>>;
let folder: string;
let project: string;
let started: Started | undefined;
let finished: Finished;
let ownNames: string[];
beforeAll(async () => {
  starter = await createWorkingCopy();
  init(starter.directory);
  release("0.2.0", {});
  folder = realpathSync(mkdtempSync(join(tmpdir(), "upgrade test ")));
  project = join(folder, "project");
  cpSync(starter.directory, project, { recursive: true, verbatimSymlinks: true });

  run(project, "scripts/rename/run.ts", NAME, "--accent", "#2f6fed", "--replay");
  commit(project, "Rename");
  change(project, { [SCHEMA]: addBefore(read(project, SCHEMA), "/** The property keys", TASTINGS) });
  generate(project, "tastings");
  commit(project, "Add tastings");
  ownNames = namesIn(project);

  const withNickname = addBefore(
    read(starter.directory, SCHEMA),
    'image: text("image")',
    'nickname: text("nickname"),\n',
  );
  change(starter.directory, { [SCHEMA]: withNickname });
  generate(starter.directory, "nickname");
  change(starter.directory, { [SCHEMA]: withNickname.replace(USERS_INDEXES, `$&${INDEX}, `) });
  const [index = ""] = generate(starter.directory, "nickname-index");
  release("0.3.0", {
    [`migrations/${index}.sql`]: CONCURRENTLY,
    "docs/typed-client.md": `${read(starter.directory, "docs/typed-client.md")}\nNew in 0.3.0.\n`,
    "README.md": read(starter.directory, "README.md").replace(/^# .*\n/, "$&\nNew in 0.3.0.\n"),
    "client/src/theme.ts": `${read(starter.directory, "client/src/theme.ts")}\n// new in 0.3.0\n`,
  });
  started = startUpgrade(project, { from: starter.directory });
  finished = finishUpgrade(project);
}, 180_000);
afterAll(async () => {
  await starter.remove();
  rmSync(folder, { recursive: true });
});

const TASTINGS = 'export const tastings = pgTable("tastings", { id: id(), name: text("name").notNull() });\n\n';
const USERS_INDEXES = /export const users = .*?\(table\) => \[/s;
const INDEX = 'index("idx_users_nickname").on(table.nickname)';

function release(version: string, files: Record<string, string>): void {
  change(starter.directory, { ...files, "starter.json": JSON.stringify({ version, steps: [] }) });
  git(starter.directory, "tag", `v${version}`);
}

function addBefore(text: string, place: string, added: string): string {
  if (!text.includes(place)) throw new Error(`There's no ${place}.`);
  return text.replace(place, `${added}${place}`);
}

function run(where: string, ...parameters: string[]): string {
  return execFileSync(process.execPath, parameters, { cwd: where, encoding: "utf8", stdio: "pipe" });
}

/** Runs Drizzle Kit. @returns the names of the migrations that it wrote */
function generate(where: string, name: string): string[] {
  const before = namesIn(where);
  run(where, "node_modules/drizzle-kit/bin.cjs", "generate", "--config=server/drizzle.config.ts", `--name=${name}`);
  return namesIn(where).filter((one) => !before.includes(one));
}

const migrationsOf = (where: string) => readMigrations(join(where, "migrations"));
const namesIn = (where: string) => migrationsOf(where).map(({ name }) => name);

it("merges into a renamed project with a table of its own without a conflict", () => {
  expect(started?.merged).toEqual({ conflicts: [], leftOut: [] });
  expect(readIdentity(project).product).toBe(NAME);
  expect(read(project, "README.md")).toMatch(/^# Quokka Harbour\n\nNew in 0\.3\.0\.\n/);
  expect(read(project, "docs/typed-client.md")).toContain("New in 0.3.0.");
  expect(read(project, "client/src/theme.ts")).toContain("// new in 0.3.0");
  // nothing of the release's own name or colour came in
  const upgraded = git(project, "diff", "main", "HEAD", "--", ".", ":!starter.json");
  expect(upgraded).not.toContain(readIdentity(starter.directory).slug);
  expect(readStarter(project)).toMatchObject({ version: "0.3.0", steps: [["rename", NAME, "--accent", "#2f6fed"]] });
});

it("puts the release's migrations after the project's own, unchanged but for their numbers", () => {
  const [own = "", first = "", second = ""] = namesIn(project).slice(-3);
  expect(own).toBe(ownNames.at(-1));
  expect([first, second]).toEqual(
    [own.replace(/_.*/, "_nickname"), own.replace(/_.*/, "_nickname-index")].map(shifted),
  );
  expect(finished.migrations.map(({ name }) => name)).toEqual([first, second]);
  expect(migrationsOf(project).map(({ hash }) => hash)).toEqual(
    expect.arrayContaining(migrationsOf(starter.directory).map(({ hash }) => hash)),
  );
  expect(read(project, `migrations/${second}.sql`)).toBe(CONCURRENTLY);
});

/** Its number, so much further on. */
const shifted = (name: string, by: number) =>
  `${String(Number(name.slice(0, 4)) + by + 1).padStart(4, "0")}${name.slice(4)}`;

it("leaves Drizzle Kit nothing to write", () => {
  const count = readdirSync(join(project, "migrations")).length;
  expect(generate(project, "nothing")).toEqual([]);
  expect(readdirSync(join(project, "migrations"))).toHaveLength(count);
});

it("applies nothing twice that a database has under the release's name", { timeout: 60_000 }, async () => {
  const database = await createTestDatabase(inject("postgresUrl"));
  await migrateDatabase(database.url, { migrations: migrationsOf(starter.directory) });
  const applied = await migrateDatabase(database.url, { migrations: migrationsOf(project) });
  expect(applied).toEqual([ownNames.at(-1)]);
  await database.drop();
});
