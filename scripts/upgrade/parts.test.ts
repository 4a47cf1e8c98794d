import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { mergeObjects } from "./merge-objects.ts";
import { readSchema, withoutTables } from "./migrations.ts";
import { isNewer, noteIn } from "./releases.ts";

describe("package.json on both sides", () => {
  const base = { name: "a", dependencies: { b: "^1.0.0", d: "^1.0.0", e: "~2.9.0" }, scripts: { dev: "x" } };

  it("is merged by key, in the project's order, with the release's new keys in their places", () => {
    const ours = { name: "acme", dependencies: { b: "^1.0.0", c: "^1.0.0", d: "^1.0.0" }, scripts: { dev: "x" } };
    const theirs = {
      name: "a",
      dependencies: { b: "^2.0.0", bb: "1", d: "^1.0.0", e: "~2.9.0" },
      scripts: { dev: "x", new: "y" },
      type: "module",
    };
    expect(JSON.stringify(mergeObjects(base, ours, theirs))).toBe(
      JSON.stringify({
        name: "acme",
        dependencies: { b: "^2.0.0", bb: "1", c: "^1.0.0", d: "^1.0.0" },
        scripts: { dev: "x", new: "y" },
        type: "module",
      }),
    );
  });

  it.each([
    ["^1.9.0", "^1.10.0", "^1.10.0"],
    ["^2.0.0", "~1.10.0", "^2.0.0"],
    ["1.10.0", "^1.2.0", "1.10.0"],
  ])("takes the higher of %s and %s", (own, other, higher) => {
    const [ours, theirs] = [own, other].map((b) => ({ dependencies: { b } })) as [object, object];
    expect(mergeObjects({ dependencies: { b: "^1.0.0" } }, { ...ours }, { ...theirs })).toEqual({
      dependencies: { b: higher },
    });
  });

  it("conflicts where both changed what isn't a version, or one removed what the other changed", () => {
    expect(
      mergeObjects({ scripts: { dev: "x" } }, { scripts: { dev: "y" } }, { scripts: { dev: "z" } }),
    ).toBeUndefined();
    expect(mergeObjects({ scripts: { dev: "x" } }, { scripts: {} }, { scripts: { dev: "z" } })).toBeUndefined();
  });
});

describe("a migration of a release, where the project has removed tables", () => {
  const about = (table: string) => `ALTER TABLE "${table}" ADD COLUMN "note" text;`;
  const join = (...statements: string[]) => statements.join("--> statement-breakpoint\n");

  it("loses the statements about those, and keeps the rest to the letter", () => {
    const sql = join(about("users"), about("visits"), about("visit_items"), 'create index "i" on public.visits (id);');
    const { kept, leftOut } = withoutTables(sql, ["visits", "visit_items"]);
    expect(kept).toBe(about("users"));
    expect(leftOut).toHaveLength(3);
  });

  it("isn't needed where it's about nothing else", () => {
    expect(withoutTables(`-- outside a transaction\n${about("visits")}`, ["visits"]).kept).toBe("");
  });

  it("is left alone where it only sounds alike, or no table is gone", () => {
    const sql = join("-- a word about visits", about("revisits"), about("visits_archive"), about("users"));
    expect(withoutTables(sql, ["visits"])).toEqual({ kept: sql, leftOut: [] });
    expect(withoutTables(about("visits"), [])).toEqual({ kept: about("visits"), leftOut: [] });
  });
});

it("compares versions by number, and finds a version's note in the changelog", () => {
  expect([isNewer("0.10.0", "0.9.9"), isNewer("1.0.0", "1.0.0"), isNewer("0.9.0", "0.10.0")]).toEqual([
    true,
    false,
    false,
  ]);
  const changelog = `# Changelog\n\n## [0.2.0] - 2026-11-27\n\n### Added\n\n- a\n\n### Upgrading\n\nDo it.\n\n### Fixed\n\n- b\n\n## [0.1.0]\n`;
  expect([noteIn(changelog, "0.2.0"), noteIn(changelog, "0.1.0")]).toEqual(["Do it.", ""]);
});

it("names a merged schema that can't be read, and says what's wrong with it", () => {
  const project = mkdtempSync(join(tmpdir(), "schema-"));
  symlinkSync(resolve("node_modules"), join(project, "node_modules"));
  mkdirSync(join(project, "server/src/database"), { recursive: true });
  writeFileSync(join(project, "server/src/database/schema.ts"), "throw new Error('no column of that name');");
  try {
    expect(() => readSchema(project)).toThrow(
      /^Drizzle Kit can't read server\/src\/database\/schema\.ts:\n.*no column of that name/s,
    );
  } finally {
    rmSync(project, { recursive: true });
  }
});
