import { PLAIN_THING_MAYBE_CHOICES, PLAIN_THING_SOME_CHOICES } from "@cafe-app-ai/shared/plain-things";
import { sql } from "drizzle-orm";
import { bigint, boolean, check, date, index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { id, time, updatedAt, userId } from "../../../../../../server/src/database/schema.ts";

export const plainThings = pgTable(
  "plain_things",
  {
    id: id(),
    userId: userId(),
    // fields
    mainText: text("main_text").notNull(),
    someText: text("some_text").notNull(),
    maybeText: text("maybe_text"),
    someInteger: integer("some_integer").notNull(),
    maybeInteger: integer("maybe_integer"),
    someTime: time("some_time").notNull(),
    maybeTime: time("maybe_time"),
    someDate: date("some_date").notNull(),
    maybeDate: date("maybe_date"),
    someFlag: boolean("some_flag").notNull(),
    someMoney: bigint("some_money", { mode: "number" }).notNull(),
    maybeMoney: bigint("maybe_money", { mode: "number" }),
    someChoice: text("some_choice", { enum: PLAIN_THING_SOME_CHOICES }).notNull(),
    maybeChoice: text("maybe_choice", { enum: PLAIN_THING_MAYBE_CHOICES }),
    // end of fields
    /** Raised with each change; it is the row's ETag. */
    version: integer("version").notNull().default(1),
    /** To the millisecond, as it is shown: a page ends exactly at what its last row says. */
    createdAt: timestamp("created_at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
    updatedAt: updatedAt(),
  },
  (table) => [
    // ascending serves both directions; `id` makes the order stable
    index("idx_plain_things_created").on(table.userId, table.createdAt, table.id),
    // for the account's export
    index("idx_plain_things_user").on(table.userId, table.id),
    // fields
    check("plain_things_some_choice_known", sql`${table.someChoice} in ('one', 'two')`),
    check("plain_things_maybe_choice_known", sql`${table.maybeChoice} in ('one', 'two')`),
    // end of fields
  ],
);
