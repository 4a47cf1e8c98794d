import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** `from` and `to` are paths from the root; `to` of a package is its name. */
export type Import = { from: string; to: string };
/** A folder of the table in docs/architecture.md, and what its files may import beside what is in it. */
export type Rule = { folder: string; mayImport: string[] };

const ROOTS = ["server/src", "client/src", "shared/src"];
/** Files at a root that put everything together: only the root itself and what one runs may import them. */
const TOP = ["server/src/app.ts", "server/src/server.ts", "server/src/resources.ts"];
/** Packages that only one folder may import. */
const OWNERS = [{ package: /^@?better-auth(\/|$)/, folder: "server/src/auth/better-auth" }];

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g;

/** Everything that our code imports; tests may import what they like. */
export function readImports(root: string): Import[] {
  const pattern = ROOTS.map((folder) => `${folder}/**/*.{ts,tsx}`);
  const files = globSync(pattern, { cwd: root, exclude: (name) => /\.test\.tsx?$/.test(String(name)) });
  return files.flatMap((from) => importsOf(from, readFileSync(join(root, from), "utf8")));
}

/** What a file imports by its text: a path from the root for what is ours, and a package's name as it stands. */
export function importsOf(from: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, name = ""]) => ({ from, to: resolve(from, name) }));
}

function resolve(from: string, name: string): string {
  if (name.startsWith(".")) return normalize(join(dirname(from), name));
  return name.replace(/^@cafe-app-ai\/shared\//, "shared/src/");
}

/** The rows of the table whose first column names folders and whose last names what they may import, of the same root. */
export function readRules(markdown: string): Rule[] {
  const [, table = ""] = /\| folder \|.*\| may import \|\n\|[-| ]+\|\n((?:\|.*\n)+)/.exec(markdown) ?? [];
  return table
    .trim()
    .split("\n")
    .flatMap((row) => {
      const cells = row.split("|").slice(1, -1);
      const names = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
      const [first = "", ...others] = names(cells[0]);
      const root = first.split("/").slice(0, 2).join("/");
      const full = (name: string) => (name === "shared" ? "shared/src" : name.includes("/") ? name : `${root}/${name}`);
      const mayImport = cells.at(-1)?.trim() === "everything" ? ["everything"] : names(cells.at(-1)).map(full);
      return [first, ...others].map((folder) => ({ folder: full(folder), mayImport }));
    });
}

/** @returns a line for each import that the rules do not allow */
export function findForbidden(imports: Import[], rules: Rule[]): string[] {
  return imports.filter((edge) => !isAllowed(edge, rules)).map(({ from, to }) => `${from} imports ${to}`);
}

function isAllowed({ from, to }: Import, rules: Rule[]): boolean {
  const owner = OWNERS.find((entry) => entry.package.test(to));
  if (owner) return isIn(from, owner.folder);
  const [source, target] = [unitOf(from), unitOf(to)];
  // packages, and files that are nobody's concern
  if (target === undefined || source === undefined || source === target) return true;
  if (isTestHelper(from)) return true;
  if (ROOTS.includes(source)) return source !== "shared/src";
  const rule = rules.find(({ folder }) => folder === source);
  if (rule?.mayImport.includes("everything")) return true;
  if (TOP.includes(to)) return false;
  // settings, errors and the like beside the folders
  if (target !== "shared/src" && isIn(from, target)) return true;
  return rule?.mayImport.includes(target) ?? false;
}

/** The folder of the table that a file belongs to: the first below its root, or the root itself; the contract is one. */
function unitOf(path: string): string | undefined {
  const root = ROOTS.find((folder) => isIn(path, folder));
  if (root === undefined || root === "shared/src") return root;
  const [first = "", ...rest] = path.slice(root.length + 1).split("/");
  return rest.length > 0 ? `${root}/${first}` : root;
}

const isTestHelper = (path: string) => isIn(path, "server/src/test");
const isIn = (path: string, folder: string) => path.startsWith(`${folder}/`);

/**
 * Folders that import in a circle. At each level a folder counts as one with all that is in it, and a file beside it as
 * itself: a page may import its parts, and they the words beside the page.
 */
export function findCircles(imports: Import[]): string[] {
  const levels = new Map<string, Map<string, Set<string>>>();
  for (const { from, to } of imports) {
    if (unitOf(to) === undefined) continue;
    const level = commonFolder(from, to);
    const edges = levels.get(level) ?? new Map<string, Set<string>>();
    levels.set(level, edges);
    const [source, target] = [childOf(level, from), childOf(level, to)];
    edges.set(source, (edges.get(source) ?? new Set()).add(target));
  }
  return [...levels].flatMap(([level, edges]) =>
    [...edges.keys()]
      .filter((name) => !/\.tsx?$/.test(name) && reaches(edges, name, name))
      .map((name) => `${level}/${name}`),
  );
}

function commonFolder(from: string, to: string): string {
  const [a, b] = [dirname(from).split("/"), dirname(to).split("/")];
  const length = a.findIndex((part, index) => part !== b[index]);
  return a.slice(0, length < 0 ? a.length : length).join("/");
}

const childOf = (folder: string, path: string) => path.slice(folder ? folder.length + 1 : 0).split("/", 1)[0] ?? "";

function reaches(edges: Map<string, Set<string>>, start: string, goal: string, seen = new Set<string>()): boolean {
  for (const next of edges.get(start) ?? []) {
    if (next === goal && start !== goal) return true;
    if (next === start || seen.has(next)) continue;
    seen.add(next);
    if (reaches(edges, next, goal, seen)) return true;
  }
  return false;
}
