import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { showFile } from "../project/git.ts";

type Entry = { idx: number; version: string; when: number; tag: string; breakpoints: boolean };
type Journal = { entries: Entry[] };
type Snapshot = { id: string; prevId: string; tables: Record<string, { name: string }> };
type Migration = Entry & { sql: string };
export type Added = { name: string; was: string; leftOut: string[] };

const SCHEMA = "server/src/database/schema.ts";
const JOURNAL = "migrations/meta/_journal.json";
const BREAKPOINT = "--> statement-breakpoint";
const hashOf = (sql: string) => createHash("sha256").update(sql).digest("hex");
const snapshotFile = ({ idx }: Entry) => `migrations/meta/${String(idx).padStart(4, "0")}_snapshot.json`;

/** What a release has brought since another, but for what the project has, under whatever name: the hash tells. */
export function findNewMigrations(root: string, oldCommit: string, newCommit: string): Migration[] {
  const before = readJournal((file) => showFile(root, oldCommit, file));
  const own = readJournal((file) => tryRead(join(root, file)));
  const known = new Set([...own, ...before].map(({ sql }) => hashOf(sql)));
  return readJournal((file) => showFile(root, newCommit, file)).filter(({ sql }) => !known.has(hashOf(sql)));
}

/**
 * Puts a release's new migrations after the project's own, whose order and names stay: they may have been applied. Their
 * text stays too, since databases know them by its hash; only statements about tables that the project has removed go.
 * The snapshot is regenerated from the merged schema.
 */
export function appendMigrations(root: string, oldCommit: string, newCommit: string): Added[] {
  const found = findNewMigrations(root, oldCommit, newCommit);
  if (found.length === 0) return [];
  const journal = JSON.parse(readFileSync(join(root, JOURNAL), "utf8")) as Journal;
  const own = journal.entries.at(-1);
  const snapshot = readSchema(root);
  const gone = goneTables(root, newCommit, snapshot);
  const added = found.map((migration): Added => {
    const { kept, leftOut } = withoutTables(migration.sql, gone);
    if (kept === "") return { name: "", was: migration.tag, leftOut };
    const { sql, ...entry } = migration;
    const idx = (journal.entries.at(-1)?.idx ?? -1) + 1;
    const tag = `${String(idx).padStart(4, "0")}_${entry.tag.replace(/^\d+_/, "")}`;
    journal.entries.push({ ...entry, idx, tag });
    writeFileSync(join(root, `migrations/${tag}.sql`), kept);
    return { name: tag, was: entry.tag, leftOut };
  });
  const last = journal.entries.at(-1);
  if (last && last !== own) {
    const { id: prevId } = own
      ? readSnapshot(readFileSync(join(root, snapshotFile(own)), "utf8"))
      : { id: NO_SNAPSHOT };
    writeFileSync(join(root, snapshotFile(last)), toJson({ ...snapshot, id: randomUUID(), prevId }));
    writeFileSync(join(root, JOURNAL), toJson(journal));
  }
  return added;
}

/** What Drizzle Kit calls the one before the first. */
const NO_SNAPSHOT = "00000000-0000-0000-0000-000000000000";

const toJson = (value: unknown) => JSON.stringify(value, null, 2);
const tryRead = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);
const readSnapshot = (text: string): Snapshot => JSON.parse(text);

function readJournal(read: (file: string) => string | undefined): Migration[] {
  const { entries }: Journal = JSON.parse(read(JOURNAL) ?? '{ "entries": [] }');
  return entries.map((entry) => ({ ...entry, sql: read(`migrations/${entry.tag}.sql`) ?? "" }));
}

/**
 * The project's schema as a snapshot: into an empty folder Drizzle Kit writes it whole, and asks nothing.
 * Exported for tests.
 * @throws with Drizzle Kit's words if it can't read the schema
 */
export function readSchema(root: string): Snapshot {
  const folder = mkdtempSync(join(tmpdir(), "migrations-"));
  try {
    const kit = join(root, "node_modules/drizzle-kit/bin.cjs");
    const out = relative(root, folder);
    const options = ["generate", "--dialect=postgresql", `--out=${out}`, `--schema=${SCHEMA}`];
    const { stderr } = spawnSync(process.execPath, [kit, ...options], {
      cwd: root,
      encoding: "utf8",
      timeout: 120_000,
    });
    // it ends with 0 whatever happens
    const snapshot = tryRead(join(folder, "meta/0000_snapshot.json"));
    if (!snapshot) throw new Error(`Drizzle Kit can't read ${SCHEMA}:\n${stderr.trim()}`);
    return readSnapshot(snapshot);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tables of the release that the project's merged schema doesn't have: it has removed the example, say. */
function goneTables(root: string, commit: string, { tables }: Snapshot): string[] {
  const { entries }: Journal = JSON.parse(showFile(root, commit, JOURNAL) ?? "");
  const [last] = entries.slice(-1);
  const released = readSnapshot((last && showFile(root, commit, snapshotFile(last))) ?? '{ "tables": {} }');
  return Object.entries(released.tables)
    .filter(([key]) => !(key in tables))
    .map(([, { name }]) => name);
}

/** Exported for tests. */
export function withoutTables(sql: string, tables: string[]): { kept: string; leftOut: string[] } {
  const names = tables.length > 0 ? new RegExp(`(?<![\\w-])(${tables.join("|")})(?![\\w-])`, "i") : /(?!)/;
  const isAbout = (statement: string) => names.test(statement.replaceAll(/^\s*--.*$/gm, ""));
  const statements = sql.split(BREAKPOINT);
  const leftOut = statements.filter(isAbout).map((statement) => statement.trim());
  if (leftOut.length === 0) return { kept: sql, leftOut };
  const kept = statements.filter((statement) => !isAbout(statement)).join(BREAKPOINT);
  const isEmpty = kept.replaceAll(/^\s*--.*$/gm, "").trim() === "";
  return { kept: isEmpty ? "" : kept, leftOut };
}
