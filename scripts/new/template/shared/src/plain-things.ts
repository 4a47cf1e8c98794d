import { type Static, Type } from "@sinclair/typebox";
import { closed, IdSchema, MoneySchema, Nullable, OrNull, StringEnum, TimeSchema } from "./common.ts";
import { DaySchema } from "./day.ts";
import { InstantSchema } from "./instant.ts";
import { TrimmedTextSchema } from "./text.ts";

// fields
export const PLAIN_THING_SOME_CHOICES = ["one", "two"] as const;
export type PlainThingSomeChoice = (typeof PLAIN_THING_SOME_CHOICES)[number];
export const PLAIN_THING_MAYBE_CHOICES = ["one", "two"] as const;
export type PlainThingMaybeChoice = (typeof PLAIN_THING_MAYBE_CHOICES)[number];
// end of fields

export const PlainThingSchema = Type.Object({
  id: IdSchema,
  // fields
  mainText: Type.String(),
  someText: Type.String(),
  maybeText: Nullable(Type.String()),
  someInteger: Type.Integer(),
  maybeInteger: Nullable(Type.Integer()),
  someTime: TimeSchema,
  maybeTime: Nullable(TimeSchema),
  someDate: Type.String({ format: "date" }),
  maybeDate: Nullable(Type.String({ format: "date" })),
  someFlag: Type.Boolean(),
  someMoney: MoneySchema,
  maybeMoney: Nullable(MoneySchema),
  someChoice: StringEnum(PLAIN_THING_SOME_CHOICES),
  maybeChoice: Type.Union([StringEnum(PLAIN_THING_MAYBE_CHOICES), Type.Null()]),
  // end of fields
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
});
export type PlainThing = Static<typeof PlainThingSchema>;

export const NewPlainThingSchema = Type.Object(
  {
    // fields
    mainText: TrimmedTextSchema(200, "Main text 1"),
    someText: TrimmedTextSchema(200, "Some text"),
    maybeText: OrNull(TrimmedTextSchema(200, "Maybe text")),
    someInteger: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    maybeInteger: OrNull(Type.Integer({ minimum: 0, maximum: 1_000_000_000 }), "Must be a whole number"),
    someTime: InstantSchema,
    maybeTime: OrNull(InstantSchema),
    someDate: DaySchema,
    maybeDate: OrNull(DaySchema),
    someFlag: Type.Boolean(),
    someMoney: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: "Minor units (cents)" }),
    maybeMoney: OrNull(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }), "Must be a whole number"),
    someChoice: StringEnum(PLAIN_THING_SOME_CHOICES),
    maybeChoice: OrNull(StringEnum(PLAIN_THING_MAYBE_CHOICES), "Must be one of the known values"),
    // end of fields
  },
  closed,
);
export type NewPlainThing = Static<typeof NewPlainThingSchema>;

export const PlainThingChangesSchema = Type.Partial(NewPlainThingSchema, { ...closed, minProperties: 1 });
export type PlainThingChanges = Static<typeof PlainThingChangesSchema>;

export const PlainThingParamsSchema = Type.Object({ id: IdSchema });

export const PlainThingListQuerySchema = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 400, description: "The page before's nextCursor" })),
  },
  closed,
);
export type PlainThingListQuery = Static<typeof PlainThingListQuerySchema>;

export const PlainThingListSchema = Type.Object({
  rows: Type.Array(PlainThingSchema),
  nextCursor: Nullable(Type.String({ description: "Null on the last page" })),
});
export type PlainThingList = Static<typeof PlainThingListSchema>;

export const PlainThingDeletedSchema = Type.Object({ deleted: Type.Literal(true) });
