import type { Slice } from "./render.ts";

/** What is added to a file that is there. */
export type Insertion = { file: string; what: string; change: (text: string) => string | undefined };

/** Where the new slice has its lines. Each change returns undefined if the place it looks for is missing. */
export function insertionsOf({ plural, singular }: Slice, table: string): Insertion[] {
  const { kebab, camel, pascal, sentence } = plural;
  const routes = `./${kebab}/routes.ts`;
  const page = `./${kebab}/${kebab}-page.tsx`;
  return [
    {
      file: "server/src/database/schema.ts",
      what: "the table, after the others",
      change: (text) => addTable(text, table),
    },
    {
      file: "server/src/app.ts",
      what: "its routes, for signed-in users",
      change: (text) =>
        inOrder(
          text,
          (app) => addImport(app, `${camel}Routes`, routes),
          (app) =>
            addBefore(
              app,
              /(?<=cacheControl\("private, no-cache"\)(?:(?!\n {2}\}\);\n).)*?\n)(?= {2}\}\);\n)/s,
              `    await signedIn.register(${camel}Routes, { prefix: "/api/${kebab}", config });\n`,
            ),
        ),
    },
    {
      file: "shared/src/auth/export.ts",
      what: "its rows, in the schema of the account export",
      change: (text) =>
        inOrder(
          text,
          (account) => addImport(account, `${singular.pascal}Schema`, `../${kebab}.ts`),
          (account) =>
            addBehind(
              account,
              /const ExportedTablesSchema = Type\.Object\(\{/,
              `\n  ${camel}: Type.Array(${singular.pascal}Schema),`,
            ),
        ),
    },
    {
      file: "server/src/auth/account/export-account.ts",
      what: "its table, in the account export",
      change: (text) =>
        inOrder(
          text,
          (account) => addImport(account, camel, "../../database/schema.ts"),
          (account) =>
            addBehind(account, /const TABLES: Record<keyof ExportedTables, OwnedTable> = \{/, `\n  ${camel},`),
        ),
    },
    {
      file: "client/src/router.tsx",
      what: "its page and the page's URL",
      change: (text) =>
        inOrder(
          text,
          (router) => addBehind(router, /const SIGNED_IN_SECTIONS = \[[^\]]*(?=\])/, `, "${kebab}"`),
          (router) =>
            addBefore(
              router,
              /(?=\n\/\*\* Every URL of the app\. \*\/)/,
              `const ${pascal}Page = signedInPage(async () => (await import("${page}")).${pascal}Page, section === "${kebab}");\n`,
            ),
          (router) =>
            addBefore(
              router,
              /(?=^ *<Route path="\/settings" )/m,
              `<Route path="/${kebab}/:panel?" element={<${pascal}Page />} />\n`,
            ),
        ),
    },
    {
      file: "client/src/shell/navigation.tsx",
      what: "its link",
      change: (text) =>
        inOrder(
          text,
          (navigation) => addImport(navigation, "IconList", "@tabler/icons-react"),
          (navigation) =>
            addBefore(
              navigation,
              /(?=^ *\{ to: "\/settings",)/m,
              `  { to: "/${kebab}", label: messages.${camel}, icon: IconList },\n`,
            ),
        ),
    },
    {
      file: "client/src/shell/palette/commands.tsx",
      what: "its page, in the Ctrl K palette",
      change: (text) =>
        inOrder(
          text,
          (commands) => addImport(commands, "IconList", "@tabler/icons-react"),
          (commands) =>
            addBefore(
              commands,
              /(?=^ *\{ label: messages\.settingsPages\.profile,)/m,
              `  { label: messages.${camel}, icon: IconList, to: "/${kebab}" },\n`,
            ),
        ),
    },
    {
      file: "client/src/shell/messages.ts",
      what: "the link's label",
      change: (text) => addBefore(text, /(?=^ {2}settings: )/m, `  ${camel}: "${sentence}",\n`),
    },
    {
      file: "client/src/shell/messages.de.ts",
      what: "the link's label in German, to translate",
      change: (text) => addBefore(text, /(?=^ {2}settings: )/m, `  ${camel}: "${sentence}", // to translate\n`),
    },
    {
      file: "docs/architecture.md",
      what: "its folders, among the features",
      change: (text) =>
        inOrder(
          text,
          (rows) => addBehind(rows, /^\| `server\/src\/auth`[^|]*(?= \| a feature)/m, `, \`${kebab}\``),
          (rows) => addBehind(rows, /^\| `client\/src\/auth`[^|]*(?= \| a feature)/m, `, \`${kebab}\``),
        ),
    },
  ];
}

type Change = (text: string) => string | undefined;

const inOrder = (text: string, ...changes: Change[]) =>
  changes.reduce<string | undefined>((so, change) => (so === undefined ? undefined : change(so)), text);

/** The pattern finds one place, and may be empty: what stands there stays. */
function addBefore(text: string, place: RegExp, addition: string): string | undefined {
  const found = place.exec(text);
  return found ? text.slice(0, found.index) + addition + text.slice(found.index) : undefined;
}

function addBehind(text: string, place: RegExp, addition: string): string | undefined {
  const found = place.exec(text);
  if (!found) return undefined;
  const end = found.index + found[0].length;
  return text.slice(0, end) + addition + text.slice(end);
}

/** Among what is imported from there already, or behind the last import; Biome puts it where it belongs. */
function addImport(text: string, name: string, from: string): string | undefined {
  const existing = new RegExp(`^import \\{[^}]*(?=\\s\\} from "${RegExp.escape(from)}";)`, "m").exec(text);
  if (existing) {
    const names = existing[0].slice("import {".length).split(",");
    if (names.some((known) => known.trim() === name)) return text;
    const end = existing.index + existing[0].length;
    return `${text.slice(0, end).replace(/,$/, "")}, ${name}${text.slice(end)}`;
  }
  const last = [...text.matchAll(/^import [^;]*;\n/gm)].at(-1);
  return last && addBehind(text, new RegExp(`^${RegExp.escape(last[0])}`, "m"), `import { ${name} } from "${from}";\n`);
}

/** The table as the template's `schema.ts` has it: its imports go to those that are there. */
function addTable(text: string, table: string): string | undefined {
  const imports = [...table.matchAll(/^import \{([^}]*)\} from "([^"]+)";\n/gm)].filter(
    // what the table makes use of there is here
    ([, , from = ""]) => !from.startsWith("."),
  );
  const declaration = table.slice(table.indexOf("export const "));
  const changes = imports.flatMap(([, names = "", from = ""]) =>
    names.split(",").map((name) => (schema: string) => addImport(schema, name.trim(), from)),
  );
  return inOrder(text, ...changes, (schema) => `${schema.trimEnd()}\n\n${declaration}`);
}
