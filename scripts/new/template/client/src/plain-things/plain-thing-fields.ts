import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import type { NewPlainThing, PlainThing } from "@cafe-app-ai/shared/plain-things";
import { toCents, toLocalAmount } from "../lib/amount.ts";
import { toWholeNumber } from "../lib/form/whole-number.ts";
import { toInstant, toLocalTime } from "../lib/zoned-time.ts";

/** A plain thing as a form has it: all of it is text. */
export const EMPTY_PLAIN_THING = {
  // fields
  mainText: "",
  someText: "",
  maybeText: "",
  someInteger: "",
  maybeInteger: "",
  someTime: "",
  maybeTime: "",
  someDate: "",
  maybeDate: "",
  someFlag: "no",
  someMoney: "",
  maybeMoney: "",
  someChoice: "one",
  maybeChoice: "",
  // end of fields
};
export type PlainThingFields = typeof EMPTY_PLAIN_THING;

export const toFields = (plainThing: PlainThing): PlainThingFields => ({
  // fields
  mainText: plainThing.mainText,
  someText: plainThing.someText,
  maybeText: plainThing.maybeText ?? "",
  someInteger: String(plainThing.someInteger),
  maybeInteger: String(plainThing.maybeInteger ?? ""),
  someTime: toLocalTime(plainThing.someTime),
  maybeTime: plainThing.maybeTime ? toLocalTime(plainThing.maybeTime) : "",
  someDate: plainThing.someDate,
  maybeDate: plainThing.maybeDate ?? "",
  someFlag: plainThing.someFlag ? "yes" : "no",
  someMoney: toLocalAmount(plainThing.someMoney, DEFAULT_CURRENCY),
  maybeMoney: plainThing.maybeMoney === null ? "" : toLocalAmount(plainThing.maybeMoney, DEFAULT_CURRENCY),
  someChoice: plainThing.someChoice,
  maybeChoice: plainThing.maybeChoice ?? "",
  // end of fields
});

/** Converts what was typed into what is sent. What can't be converted stays text, so that the schema refuses it. */
export const toNewPlainThing = (typed: PlainThingFields) =>
  ({
    // fields
    mainText: typed.mainText.trim(),
    someText: typed.someText.trim(),
    maybeText: typed.maybeText.trim() || null,
    someInteger: toWholeNumber(typed.someInteger),
    maybeInteger: typed.maybeInteger.trim() ? toWholeNumber(typed.maybeInteger) : null,
    someTime: toInstant(typed.someTime) ?? typed.someTime,
    maybeTime: typed.maybeTime ? (toInstant(typed.maybeTime) ?? typed.maybeTime) : null,
    someDate: typed.someDate,
    maybeDate: typed.maybeDate || null,
    someFlag: typed.someFlag === "yes",
    someMoney: toCents(typed.someMoney, DEFAULT_CURRENCY),
    maybeMoney: typed.maybeMoney.trim() ? toCents(typed.maybeMoney, DEFAULT_CURRENCY) : null,
    someChoice: typed.someChoice,
    maybeChoice: typed.maybeChoice || null,
    // end of fields
  }) as NewPlainThing;

/** The fields that were changed in the form: what was not touched is not sent, so that nothing is rounded. */
export function findChanges(before: PlainThingFields, after: PlainThingFields): Partial<NewPlainThing> {
  const sent = toNewPlainThing(after);
  const changed = (Object.keys(before) as (keyof PlainThingFields)[]).filter((name) => before[name] !== after[name]);
  return Object.fromEntries(changed.map((name) => [name, sent[name]]));
}
