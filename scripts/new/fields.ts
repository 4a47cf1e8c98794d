import { type Forms, formsOfCamel, formsOfKebab, pluralForms } from "./names.ts";
import { RESERVED_WORDS } from "./reserved.ts";

const TYPES = ["text", "integer", "time", "date", "boolean", "money"] as const;
type Type = (typeof TYPES)[number] | "choice";

/** One field of the new slice. `values` are those of a choice. */
export type Field = { forms: Forms; plural: Forms; type: Type; optional: boolean; values: Forms[] };

export const FIELD_HELP = `A field is name:type, and the type is one of ${TYPES.join(", ")} (cents), or a choice: "status:open|closed" in quotes,
or status:open,closed. A ? at its end makes the field optional: "notes:text?".`;

/** What every row has already, and what the slice's code calls something else. */
const RESERVED = [
  ..."id userId user createdAt updatedAt deletedAt version constructor prototype toString valueOf".split(" "),
  ..."messages sent typed field close deletion".split(" "),
];

/** @throws for a field that can't be one, with what it should look like */
export function parseField(text: string): Field {
  const [, name = "", type = "", mark = ""] = /^([^:]*):(.*?)(\?)?$/.exec(text.trim()) ?? [];
  if (!type) throw new Error(`"${text}" is no field. ${FIELD_HELP}`);
  if (!/^[a-z]+([A-Z][a-z]+)*$/.test(name) || name.length > 30) {
    throw new Error(`"${name}" can't be a field's name: use letters, like startsAt, 30 at most.`);
  }
  if (RESERVED.includes(name) || RESERVED_WORDS.includes(name)) {
    throw new Error(`"${name}" is reserved. Choose another name for the field.`);
  }
  const forms = formsOfCamel(name);
  const field = { forms, plural: pluralForms(forms), optional: mark === "?", values: [] };
  const simple = TYPES.find((known) => known === type);
  if (simple) {
    if (simple === "boolean" && field.optional) {
      throw new Error(`${name} is a boolean, which is true or false: it can't be optional.`);
    }
    return { ...field, type: simple };
  }
  if (/[|,]/.test(type)) return { ...field, type: "choice", values: parseValues(name, type) };
  throw new Error(`"${type}" is no type of a field. ${FIELD_HELP}`);
}

function parseValues(name: string, text: string): Forms[] {
  const values = text.split(/[|,]/);
  const wrong = values.find((value) => !/^[a-z]+(-[a-z]+)*$/.test(value) || value.length > 40);
  if (wrong !== undefined) {
    throw new Error(`"${wrong}" can't be a value of ${name}: use lower-case letters and hyphens, like no-show.`);
  }
  if (values.length < 2) throw new Error(`${name} needs at least two values, like open|closed.`);
  refuseTwins(values, `a value of ${name}`);
  return values.map(formsOfKebab);
}

/** @throws where two are alike, or the first one can't name a row */
export function checkFields(fields: Field[]): void {
  const [first] = fields;
  if (first?.type !== "text" || first.optional) {
    throw new Error("The first field names a row in the list, so it's text and not optional: name:text, for example.");
  }
  refuseTwins(
    fields.map(({ forms }) => forms.camel),
    "a field",
  );
}

function refuseTwins(names: string[], what: string): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new Error(`"${twin}" is ${what} twice.`);
}
