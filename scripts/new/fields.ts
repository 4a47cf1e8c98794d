import { type Forms, formsOfCamel, formsOfKebab, pluralForms } from "./names.ts";
import { GLOBALS, RESERVED_WORDS } from "./reserved.ts";

const TYPES = ["text", "integer", "time", "date", "boolean", "money"] as const;
type Type = (typeof TYPES)[number] | "choice";

/** One field of the new slice. `values` are those of a choice. */
export type Field = { forms: Forms; plural: Forms; type: Type; optional: boolean; values: Forms[] };

export const FIELD_HELP = `Write a field as name:type. The type is ${TYPES.join(", ")} (in cents), or a choice: "status:open|closed" in quotes,
or status:open,closed. End it with ? to make the field optional: "notes:text?".`;

/** What every row has already, and what the slice's code calls something else. */
const RESERVED = [
  ..."id userId user createdAt updatedAt deletedAt version constructor prototype toString valueOf then".split(" "),
  ..."messages sent typed field close deletion".split(" "),
];
/** A choice's type and the slice's own, such as ReservationList, would have one name. */
const RESERVED_FOR_CHOICES = ["changes", "fields", "list", "schema"];

/** @throws for a text that isn't a field, with what one looks like */
export function parseField(text: string): Field {
  const [, name = "", type = "", mark = ""] = /^([^:]*):(.*?)(\?)?$/.exec(text.trim()) ?? [];
  if (!type) throw new Error(`"${text}" isn't a field. ${FIELD_HELP}`);
  if (!/^[a-z]+([A-Z][a-z]+)*$/.test(name) || name.length > 30) {
    throw new Error(`"${name}" can't be a field's name. Use up to 30 letters, like startsAt.`);
  }
  if ([RESERVED, RESERVED_WORDS, GLOBALS].some((words) => words.includes(name))) throw new Error(reserved(name));
  const forms = formsOfCamel(name);
  const field = { forms, plural: pluralForms(forms), optional: mark === "?", values: [] };
  const simple = TYPES.find((known) => known === type);
  if (simple) {
    if (simple === "boolean" && field.optional) {
      throw new Error(`${name} is a boolean, which is true or false: it can't be optional.`);
    }
    return { ...field, type: simple };
  }
  if (/[|,]/.test(type)) {
    if (RESERVED_FOR_CHOICES.includes(name)) throw new Error(reserved(name));
    return { ...field, type: "choice", values: parseValues(name, type) };
  }
  throw new Error(`"${type}" isn't a field type. ${FIELD_HELP}`);
}

const reserved = (name: string) => `"${name}" is reserved. Choose another name for the field.`;

function parseValues(name: string, text: string): Forms[] {
  const values = text.split(/[|,]/);
  const wrong = values.find((value) => !/^[a-z]+(-[a-z]+)*$/.test(value) || value.length > 40);
  if (wrong !== undefined) {
    throw new Error(`"${wrong}" can't be a value of ${name}. Use lower-case letters and hyphens, like no-show.`);
  }
  if (values.length < 2) throw new Error(`${name} needs at least two values, like open|closed.`);
  refuseTwins(values, (twin) => `${name} has the value "${twin}" twice.`);
  return values.map(formsOfKebab);
}

/** @throws if two have the same name, or the first one can't name a row */
export function checkFields(fields: Field[]): void {
  const [first] = fields;
  if (first?.type !== "text" || first.optional) {
    throw new Error(
      "The first field names each row in the list, so it must be text and can't be optional: name:text, for example.",
    );
  }
  refuseTwins(
    fields.map(({ forms }) => forms.camel),
    (twin) => `There are two fields called "${twin}".`,
  );
  refuseTwins(
    fields.filter(({ type }) => type === "choice").map(({ plural }) => plural.camel),
    (twin) => `Two choices would be called "${twin}" in the plural. Choose another name for one of them.`,
  );
}

function refuseTwins(names: string[], explain: (twin: string) => string): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new Error(explain(twin));
}
