import { pluralize, singularize } from "inflection";

/** A name in each way that code and people write it. */
export type Forms = {
  kebab: string;
  camel: string;
  pascal: string;
  snake: string;
  constant: string;
  /** In a sentence, and at its beginning. */
  words: string;
  sentence: string;
};

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

function formsOf(words: string[]): Forms {
  const pascal = words.map(capital).join("");
  return {
    kebab: words.join("-"),
    camel: pascal.slice(0, 1).toLowerCase() + pascal.slice(1),
    pascal,
    snake: words.join("_"),
    constant: words.join("_").toUpperCase(),
    words: words.join(" "),
    sentence: capital(words.join(" ")),
  };
}

/** Of `table-bookings`. */
export const formsOfKebab = (name: string) => formsOf(name.split("-"));

/** Of `startsAt`. */
export const formsOfCamel = (name: string) => formsOf(name.split(/(?=[A-Z])/).map((word) => word.toLowerCase()));

/** Of what there are several of: `status` becomes `statuses`. */
export function pluralForms({ kebab }: Forms): Forms {
  const words = kebab.split("-");
  return formsOf([...words.slice(0, -1), pluralize(words.at(-1) ?? "")]);
}

/** What one of them is called: `table-booking` of `table-bookings`. */
export function singularOf(plural: string): string {
  const words = plural.split("-");
  return [...words.slice(0, -1), singularize(words.at(-1) ?? "")].join("-");
}

/** Whether it begins as it is spoken with a vowel: an invoice, an hour, a unit. */
export const articleOf = ({ words }: Forms) =>
  /^(?!uni|use|euro|one)[aeiou]|^(hour|honest|heir)/.test(words) ? "an" : "a";
