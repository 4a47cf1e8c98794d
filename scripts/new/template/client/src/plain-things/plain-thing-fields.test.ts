import { NewPlainThingSchema, type PlainThing } from "@cafe-app-ai/shared/plain-things";
import { expect, test } from "vitest";
import { findFieldErrors } from "../lib/form/find-field-errors.ts";
import { EMPTY_PLAIN_THING, findChanges, toFields, toNewPlainThing } from "./plain-thing-fields.ts";

const VALUES = {
  // fields
  mainText: "Main text 1",
  someText: "Some text",
  maybeText: null,
  someInteger: 42,
  maybeInteger: null,
  someTime: "2026-12-24T18:30:00.000Z",
  maybeTime: null,
  someDate: "2026-12-24",
  maybeDate: null,
  someFlag: true,
  someMoney: 450,
  maybeMoney: null,
  someChoice: "two" as const,
  maybeChoice: null,
  // end of fields
};
const stored: PlainThing = {
  ...VALUES,
  id: crypto.randomUUID(),
  createdAt: "2026-11-24T09:30:12.345Z",
  updatedAt: "2026-11-24T09:30:12.345Z",
};

test("what is stored comes back from the form as it was, and passes", () => {
  expect(toNewPlainThing(toFields(stored))).toEqual(VALUES);
  expect(findFieldErrors(NewPlainThingSchema, toNewPlainThing(toFields(stored)))).toEqual({});
});

test("an empty form is refused, field by field", () => {
  const refused = Object.keys(findFieldErrors(NewPlainThingSchema, toNewPlainThing(EMPTY_PLAIN_THING)));
  expect(refused).toEqual([
    // fields
    "mainText",
    "someText",
    "someInteger",
    "someTime",
    "someDate",
    "someMoney",
    // end of fields
  ]);
});

test("only what was changed is sent", () => {
  const before = toFields(stored);
  expect(findChanges(before, before)).toEqual({});
  expect(findChanges(before, { ...before, mainText: "Another" })).toEqual({ mainText: "Another" });
});
