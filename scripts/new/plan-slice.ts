import { existsSync, globSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { checkFields, type Field, parseField } from "./fields.ts";
import { insertionsOf } from "./insertions.ts";
import { type Forms, formsOfKebab, singularOf } from "./names.ts";
import { render, renderPath, type Slice } from "./render.ts";
import { GLOBALS, RESERVED_NAMES, RESERVED_WORDS } from "./reserved.ts";

const TEMPLATE = "scripts/new/template";
/** The slice's own; what else is in the template comes along where it's used and isn't there yet. */
const TABLE = "server/src/database/schema.ts";

export type Request = { name: string; singular?: string | undefined; fields: string[] };
export type Plan = {
  slice: Slice;
  /** New files, and what they hold. */
  files: Map<string, string>;
  /** Files that are there: what they will hold, and what that adds. */
  changes: Map<string, { text: string; what: string }>;
};

/**
 * Everything that a new slice writes, not yet formatted. It writes nothing.
 * @throws where a name or a field can't be used, or a file isn't what it was
 */
export function planSlice(root: string, { name, singular, fields: texts }: Request): Plan {
  checkName(root, name, singular);
  const fields: Field[] = texts.map(parseField);
  checkFields(fields);
  const slice = { plural: formsOfKebab(name), singular: formsOfKebab(singular ?? singularOf(name)), fields };

  const template = readTemplate(root);
  const rendered = [...template].map(([path, text]) => [renderPath(path, slice), render(text, slice)] as const);
  const all = new Map(rendered);
  const files = new Map(rendered.filter(([path]) => path.includes(slice.plural.kebab)));
  for (const [path, text] of files) {
    for (const used of importsOf(path, text)) {
      const brought = all.get(used);
      if (used !== TABLE && brought !== undefined && !existsSync(join(root, used))) files.set(used, brought);
    }
  }

  const changes = new Map<string, { text: string; what: string }>();
  for (const { file, what, change } of insertionsOf(slice, all.get(TABLE) ?? "")) {
    const text = change(readFileSync(join(root, file), "utf8"));
    if (text === undefined) {
      throw new Error(
        `Couldn't find the place in ${file} for ${what}. Nothing was written. scripts/new/insertions.ts has the pattern it looks for.`,
      );
    }
    changes.set(file, { text, what });
  }
  return { slice, files, changes };
}

/** By path from the project's root. */
function readTemplate(root: string): Map<string, string> {
  const paths = globSync("**/*.{ts,tsx,css}", { cwd: join(root, TEMPLATE) });
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, TEMPLATE, path), "utf8")]));
}

function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(/ from "(\.[^"]+)"/g)].map(([, from = ""]) => normalize(join(path, "..", from)));
}

function checkName(root: string, name: string, singular: string | undefined): void {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || name.length > 30) {
    throw new Error(
      `"${name}" can't be a feature's name. Use up to 30 lower-case letters and hyphens, like table-bookings.`,
    );
  }
  const one = singular ?? singularOf(name);
  for (const word of [name, one]) {
    if (RESERVED_NAMES.includes(word) || RESERVED_WORDS.includes(word))
      throw new Error(`"${word}" is reserved. Choose another name.`);
  }
  if (!/^[a-z]+(-[a-z]+)*$/.test(one) || one.length < 2 || one.length > 30 || one === name) {
    throw new Error(`What is one of "${name}" called? Add --singular, like --singular table-booking.`);
  }
  const [plural, forms] = [formsOfKebab(name), formsOfKebab(one)];
  const taken = findTaken(root, plural, forms);
  if (taken) throw new Error(`"${name}" is taken: ${taken}. Choose another name.`);
  const known = identifiersIn(...readCode(root));
  const own = [plural, forms].flatMap(({ camel, pascal, constant }) => [camel, pascal, constant]);
  const clash = own.find((word) => known.has(word) || GLOBALS.includes(word));
  if (clash) {
    throw new Error(`"${clash}" is already used in the generated code. Choose a longer name, like team-${name}.`);
  }
}

/** @returns where the name is used already */
function findTaken(root: string, plural: Forms, singular: Forms): string | undefined {
  const { kebab, camel, snake, pascal } = plural;
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const folder = [`shared/src/${kebab}.ts`, `server/src/${kebab}`, `client/src/${kebab}`, `client/e2e/${kebab}`].find(
    (path) => existsSync(join(root, path)),
  );
  if (folder) return `${folder} exists`;
  if (new RegExp(`pgTable\\(\\s*"${snake}"`).test(read(TABLE))) return `${TABLE} has it`;
  if (new RegExp(`^  ${camel}: `, "m").test(read("client/src/shell/messages.ts")))
    return "client/src/shell/messages.ts has it";
  if (read("server/src/app.ts").includes(`"/api/${kebab}"`)) return `server/src/app.ts serves /api/${kebab}`;
  const operations = [`list${pascal}`, ...["create", "get", "change", "delete"].map((verb) => verb + singular.pascal)];
  for (const routes of globSync("server/src/**/*routes.ts", { cwd: root })) {
    const operation = operations.find((each) => read(routes).includes(`"${each}"`));
    if (operation) return `${routes} has an operation called ${operation}`;
  }
  const added = {
    [TABLE]: camel,
    "server/src/app.ts": `${camel}Routes`,
    "server/src/auth/account/export-account.ts": camel,
    "shared/src/auth/export.ts": `${singular.pascal}Schema`,
    "client/src/router.tsx": `${pascal}Page`,
  };
  const [file, word] = Object.entries(added).find(([path, name]) => namesIn(read(path)).has(name)) ?? [];
  return file && `${file} already has ${word}`;
}

/** What a file imports and declares. */
function namesIn(text: string): Set<string> {
  const imported = [...text.matchAll(/^import [^"]*/gm)].flatMap(([names]) => names.match(/\w+/g) ?? []);
  const declared = [...text.matchAll(/^(?:export )?(?:async )?(?:const|function|type|class) (\w+)/gm)];
  return new Set([...imported, ...declared.map(([, name = ""]) => name)]);
}

/** The template's code. */
const readCode = (root: string) =>
  [...readTemplate(root)].filter(([path]) => !path.endsWith(".css")).map(([, text]) => text);

/** What code calls anything, but for what can't be mistaken for a name of its own: .post and title={…}. */
function identifiersIn(...texts: string[]): Set<string> {
  const code = texts.join("\n").replaceAll(/\/\*.*?\*\/|\/\/[^\n]*|"[^"\n]*"|`[^`]*`/gs, '""');
  return new Set(code.match(/(?<![\w$]|(?<!\.)\.)[A-Za-z_$][\w$]*(?![\w$]|=[{"])/g));
}
