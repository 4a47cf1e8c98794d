import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createTestDatabase } from "../../server/src/test/database/database.ts";
import { git, listFiles } from "../project/git.ts";
import { createCommittedCopy, read as readIn } from "../project/test-projects.ts";
import { dropBreaks } from "./drop-breaks.ts";
import { findWords } from "./find-words.ts";
import { planMigration } from "./plan-migration.ts";
import { applyEdit, planRemoval } from "./plan-removal.ts";
import { readAfter, removeExample } from "./remove-example.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the plan for this project", () => {
  const files = listFiles(root);
  const plan = planRemoval(root, files);

  it("finds every text that it edits, once", () => {
    expect(plan.problems).toEqual([]);
  });

  it("leaves nothing that speaks of the example: a new mention goes into one of its files, or gets an edit here", () => {
    expect(findWords(root, readAfter(root, files, plan))).toEqual([]);
    expect(
      findWords(root, readAfter(root, files, { removed: [], written: new Map(), problems: [] })).length,
    ).toBeGreaterThan(1000);
  });

  it("leaves nothing that imports a file that goes", () => {
    const gone = new Set(plan.removed);
    const lost = [...readAfter(root, files, plan)].flatMap(([file, text]) =>
      [...text.matchAll(/from "(\.[^"]+)"/g)]
        .map(([, path = ""]) => join(file, "..", path))
        .filter((path) => gone.has(path)),
    );
    expect(lost).toEqual([]);
  });
});

describe("on a copy", () => {
  let copy: Awaited<ReturnType<typeof createCommittedCopy>>;
  const read = (file: string) => readIn(copy.directory, file);
  beforeAll(async () => {
    copy = await createCommittedCopy();
  }, 60_000);
  afterAll(() => copy.remove());

  it("refuses what isn't committed, and a place that has changed, before it changes anything", () => {
    writeFileSync(join(copy.directory, "notes.txt"), "not committed");
    expect(() => removeExample(copy.directory)).toThrow("You have uncommitted changes.");
    git(copy.directory, "clean", "--force", "--quiet");
    const navigation = read("client/src/shell/navigation.tsx");
    writeFileSync(
      join(copy.directory, "client/src/shell/navigation.tsx"),
      navigation.replace("IconReceipt }", "IconHome }"),
    );
    git(copy.directory, "commit", "--quiet", "--all", "--message", "Change");
    expect(() => removeExample(copy.directory)).toThrow(/^Nothing was changed.*client\/src\/shell\/navigation\.tsx/s);
    expect(git(copy.directory, "status", "--porcelain")).toBe("");
    git(copy.directory, "revert", "--no-edit", "HEAD");
  });

  it("shows what would be removed, and changes nothing", () => {
    const { removed, written, dependencies } = removeExample(copy.directory, { dryRun: true });
    expect(removed).toContain("server/src/orders/order/routes.ts");
    expect([...written.keys()]).toContain("server/src/app.ts");
    expect(dependencies).toEqual(expect.arrayContaining(["csv-parse", "@mantine/charts", "recharts"]));
    expect(git(copy.directory, "status", "--porcelain")).toBe("");
  });

  it("removes the example and itself, adds the migration, and refuses to run again", () => {
    const before = JSON.parse(read("migrations/meta/_journal.json")).entries;
    removeExample(copy.directory);
    expect(existsSync(join(copy.directory, "server/src/orders"))).toBe(false);
    expect(existsSync(join(copy.directory, "scripts/remove-example"))).toBe(false);
    expect(JSON.parse(read("package.json")).scripts).not.toHaveProperty("remove-example");
    expect(JSON.parse(read("client/package.json")).dependencies).not.toHaveProperty("@mantine/charts");
    const { entries } = JSON.parse(read("migrations/meta/_journal.json"));
    expect(entries.slice(0, -1)).toEqual(before);
    expect(entries.at(-1)).toMatchObject({ idx: before.length, tag: expect.stringMatching(/^\d{4}_remove-example$/) });
    expect(read(`migrations/${entries.at(-1).tag}.sql`)).toContain("DROP TABLE orders,");
    expect(() => removeExample(copy.directory, { force: true })).toThrow("Nothing to remove");
  });
});

it("drops the tables of a database that has orders, and all that followed their changes", async () => {
  const database = await createTestDatabase(inject("postgresUrl"));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    with owner as (insert into users (email, name) values ('ada@example.com', 'Ada') returning id)
    insert into orders (user_id, item, category, quantity, total_cents) select id, 'Latte', 'Coffee', 1, 450 from owner`);
  const [[, sql = ""] = []] = planMigration((file) => readFileSync(join(root, file), "utf8"));
  for (const statement of sql.split("--> statement-breakpoint")) await client.query(statement);
  const { rows } = await client.query(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relname ~ 'order|cafe'
    union select proname from pg_proc where pronamespace = 'public'::regnamespace and proname ~ 'order|cafe'
    union select typname from pg_type where typnamespace = 'public'::regnamespace and typname ~ 'order|cafe'`);
  expect(rows).toEqual([]);
  expect((await client.query("select name from users")).rows).toEqual([{ name: "Ada" }]);
  await client.end();
  await database.drop();
});

it("removes breaks of files that are removed, and the constants for them", () => {
  const entry = (file: string, tests: string) => `  {\n    file: "${file}",\n    tests: [${tests}],\n  },\n`;
  const list = (...entries: string[]) => `const GONE = "gone.test.ts";\n\nconst all = [\n${entries.join("")}];\n`;
  const kept = entry("kept.ts", '"kept.test.ts"');
  const mixed = list(kept, entry("gone.ts", '"kept.test.ts"'), entry("kept.ts", "GONE"));
  expect(dropBreaks(mixed, ["gone.ts", "gone.test.ts"])).toBe(`\nconst all = [\n${kept}];\n`);
});

it("edits only a text that occurs exactly once", () => {
  expect(applyEdit("a b c", { file: "", find: "b", replace: "d" })).toBe("a d c");
  expect(applyEdit("a b c", { file: "", find: "a ", upTo: "c" })).toBe("c");
  expect(applyEdit("a b c", { file: "", find: " c", upTo: "" })).toBe("a b");
  expect(applyEdit("a b b", { file: "", find: "b" })).toBeUndefined();
  expect(applyEdit("a b c", { file: "", find: "d" })).toBeUndefined();
});
