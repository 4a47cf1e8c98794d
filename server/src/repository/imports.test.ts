import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findCircles, findForbidden, importsOf, readImports, readRules } from "../../../scripts/import-rules.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const rules = readRules(readFileSync(join(root, "docs/architecture.md"), "utf8"));
const imports = readImports(root);
const folders = [...new Set(rules.map(({ folder }) => folder))];

/** A file of one folder imports one of another. */
const edge = (from: string, to: string) => [{ from: `${from}/some.ts`, to: `${to}/part/other.ts` }];

describe("the table of folders in the docs", () => {
  it("is kept by all the code", () => {
    expect(imports.length).toBeGreaterThan(1000);
    expect(findForbidden(imports, rules)).toEqual([]);
  });

  it("has a row for every folder that the code has", () => {
    // the contract is one, with the folders in it
    const sides = imports.filter(({ from }) => !from.startsWith("shared/src/"));
    const used = sides.map(({ from }) => from.split("/").slice(0, 3).join("/"));
    const known = new Set([...folders, "server/src/test"]);
    const unknown = used.filter((path) => !/\.tsx?$/.test(path) && !known.has(path));
    expect([...new Set(unknown)]).toEqual([]);
  });

  const sameSide = folders.flatMap((from) =>
    folders.filter((to) => to !== from && to.split("/")[0] === from.split("/")[0]).map((to) => ({ from, to })),
  );
  it.each(sameSide)("lets $from import $to, or refuses it", ({ from, to }) => {
    const { mayImport = [] } = rules.find(({ folder }) => folder === from) ?? {};
    const allowed = mayImport.includes(to) || mayImport.includes("everything");
    expect(findForbidden(edge(from, to), rules)).toHaveLength(allowed ? 0 : 1);
  });

  it.each([
    ["a feature of another", "server/src/dashboard/some.ts", "../health/routes.ts"],
    ["it by a longer way", "server/src/auth/email/some.ts", "../../health/routes.ts"],
    ["what stands below of a feature", "server/src/database/some.ts", "../auth/owner/change-as-owner.ts"],
    ["the whole server", "server/src/inbox/some.ts", "../app.ts"],
    ["a test's helper", "server/src/inbox/some.ts", "../test/factories.ts"],
    ["the server, in the app", "client/src/inbox/some.ts", "../../../server/src/errors.ts"],
    ["the app, on the server", "server/src/inbox/some.ts", "../../../client/src/lib/format.ts"],
    ["anything, in the contract", "shared/src/some.ts", "../../server/src/errors.ts"],
    ["anything, in a part of it", "shared/src/auth/some.ts", "../../../client/src/lib/format.ts"],
    ["Better Auth outside of its folder", "server/src/auth/password/some.ts", "better-auth/crypto"],
    ["its plugins there", "server/src/session/some.ts", "@better-auth/passkey"],
  ])("refuses %s", (_what, from, name) => {
    for (const text of [`import { some } from "${name}";`, `const { some } = await import("${name}");`]) {
      expect(findForbidden(importsOf(from, text), rules)).toHaveLength(1);
    }
  });
});

describe("folders", () => {
  it("import nothing in a circle", () => {
    expect(findCircles(imports)).toEqual([]);
  });

  it.each([
    ["two features' parts", ["auth/email/a.ts", "auth/mail/b.ts"], ["auth/mail/c.ts", "auth/email/d.ts"]],
    ["over a third", ["auth/a/1.ts", "auth/b/1.ts"], ["auth/b/2.ts", "auth/c/1.ts"], ["auth/c/2.ts", "auth/a/2.ts"]],
    ["over a file beside them", ["auth/email/a.ts", "auth/b.ts"], ["auth/b.ts", "auth/email/c.ts"]],
  ])("would be caught: %s", (_what, ...pairs) => {
    const edges = pairs.map(([from, to]) => ({ from: `server/src/${from}`, to: `server/src/${to}` }));
    expect(findCircles(edges)).not.toEqual([]);
    expect(findCircles(edges.slice(1))).toEqual([]);
  });

  it("may use the words beside the page that shows them", () => {
    const [page, part, words] = ["inbox/page.tsx", "inbox/list/list.tsx", "inbox/messages.ts"].map(
      (path) => `client/src/${path}`,
    ) as [string, string, string];
    expect(
      findCircles([
        { from: page, to: part },
        { from: part, to: words },
      ]),
    ).toEqual([]);
  });
});
