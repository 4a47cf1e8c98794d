import { dropUnusedImports } from "../project/drop-unused-imports.ts";
import type { Field } from "./fields.ts";
import { articleOf, type Forms, formsOfCamel, formsOfKebab, pluralForms } from "./names.ts";

/** What there will be several of, what one of them is called, and what it's made of. */
export type Slice = { plural: Forms; singular: Forms; fields: Field[] };

/** What the template calls itself. */
const THINGS = { plural: formsOfKebab("plain-things"), singular: formsOfKebab("plain-thing") };
/** The field that names a row, and one of each other kind. */
const MAIN = "mainText";
const KINDS = {
  text: ["someText", "maybeText"],
  integer: ["someInteger", "maybeInteger"],
  time: ["someTime", "maybeTime"],
  date: ["someDate", "maybeDate"],
  boolean: ["someFlag", "someFlag"],
  money: ["someMoney", "maybeMoney"],
  choice: ["someChoice", "maybeChoice"],
} as const;
const PLACEHOLDERS = [MAIN, ...new Set(Object.values(KINDS).flat())];

/** Everything between these marks is once for each field, of the lines that speak of a field of its kind. */
const SLOT = /^ *(?:\/\/|\{\/\*) fields(?: \*\/\})?\n(.*?)^ *(?:\/\/|\{\/\*) end of fields(?: \*\/\})?\n/gms;

/** A file of the template as the slice has it, not yet formatted. Imports that nothing uses any more are gone. */
export function render(text: string, slice: Slice): string {
  const [main] = slice.fields;
  if (!main) throw new Error("a slice has a field");
  const filled = text
    .replaceAll(SLOT, (_, lines: string) => fillSlot(lines, slice.fields))
    .replaceAll(IMPORT, (_, type = "", names: string, from: string) =>
      writeImport(type, fillItems(readNames(names), slice.fields), from),
    );
  return dropUnusedImports(renameThings(renameField(filled, MAIN, main), slice));
}

/** A path of the template, in the slice. */
export const renderPath = (path: string, slice: Slice) => renameThings(path, slice);

function fillSlot(lines: string, fields: Field[]): string {
  const items = splitItems(lines);
  const odd = items.find((item) => !placeholderOf(item));
  if (odd) throw new Error(`the template has a line for no kind of field: ${odd}`);
  return fillItems(items, fields).join("");
}

/** Those of each field's kind in turn, behind those that are about no field. */
function fillItems(items: string[], fields: Field[]): string[] {
  const filled = fields.flatMap((field, index) => {
    const placeholder = index === 0 ? MAIN : KINDS[field.type][field.optional ? 1 : 0];
    return items
      .filter((item) => placeholderOf(item) === placeholder)
      .map((item) => renameField(fillValues(item, field.values), placeholder, field));
  });
  return [...items.filter((item) => !placeholderOf(item)), ...filled];
}

/** Each begins where a line stands as far left as the first one, and doesn't only close what was opened. */
function splitItems(lines: string): string[] {
  const [indent = ""] = /^ */.exec(lines) ?? [];
  return lines.split(new RegExp(`^(?=${indent}[^\\s)\\]}/>])`, "m"));
}

const placeholderOf = (item: string) =>
  PLACEHOLDERS.find((name) => {
    const { camel, snake, constant, sentence } = formsOfCamel(name);
    return [camel, snake, constant, sentence].some((form) => item.includes(form));
  });

/** The values one and two of the template's choices become the field's own. */
function fillValues(item: string, values: Forms[]): string {
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) return item;
  const rename = (text: string, from: string, { kebab, sentence }: Forms) =>
    text
      .replaceAll(`${from}:`, `"${kebab}":`)
      .replaceAll(`"${from}"`, `"${kebab}"`)
      .replaceAll(formsOfKebab(from).sentence, sentence);
  const filled = item
    .replaceAll('"one", "two"', values.map(({ kebab }) => `"${kebab}"`).join(", "))
    .replaceAll("'one', 'two'", values.map(({ kebab }) => `'${kebab}'`).join(", "))
    .replace(/^( +one:.*\n) +two:.*\n/m, (_, line: string) =>
      values.map((value) => rename(line, "one", value)).join(""),
    );
  return rename(rename(filled, "one", first), "two", last);
}

function renameField(text: string, placeholder: string, { forms, plural }: Pick<Field, "forms" | "plural">): string {
  const from = formsOfCamel(placeholder);
  const several = pluralForms(from);
  return replaceForms(text, [
    ...pairs(several, plural, ["camel", "constant"]),
    ...pairs(from, forms, ["camel", "pascal", "snake", "constant", "sentence"]),
  ]);
}

function renameThings(text: string, { plural, singular }: Pick<Slice, "plural" | "singular">): string {
  const forms = ["kebab", "camel", "pascal", "snake", "constant", "words", "sentence"] as const;
  return replaceForms(text, [
    [`a ${THINGS.singular.words}`, `${articleOf(singular)} ${singular.words}`],
    [`A ${THINGS.singular.words}`, `${articleOf(singular) === "an" ? "An" : "A"} ${singular.words}`],
    ...pairs(THINGS.plural, plural, forms),
    ...pairs(THINGS.singular, singular, forms),
  ]);
}

type Pair = [from: string, to: string];

const pairs = (from: Forms, to: Forms, forms: readonly (keyof Forms)[]): Pair[] =>
  forms.map((form) => [from[form], to[form]]);

/** All at once, so that what one wrote the next doesn't read; the first of those that fit wins. */
function replaceForms(text: string, replacements: Pair[]): string {
  const known = new Map(replacements);
  return text.replaceAll(new RegExp([...known.keys()].join("|"), "g"), (found) => known.get(found) ?? found);
}

const IMPORT = /^import (type )?\{([^}]*)\} from ("[^"]+");\n/gm;

const readNames = (names: string) =>
  names
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);

const writeImport = (type: string, names: string[], from: string) =>
  names.length > 0 ? `import ${type}{ ${names.join(", ")} } from ${from};\n` : "";
