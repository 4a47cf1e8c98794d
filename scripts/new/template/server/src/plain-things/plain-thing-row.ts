import type { PlainThing, PlainThingChanges } from "@cafe-app-ai/shared/plain-things";
import { and, eq, getTableColumns } from "drizzle-orm";
import { plainThings } from "../database/schema.ts";
import { ApiError } from "../errors.ts";
import { ownedBy } from "../session/owner.ts";

const { userId: _owner, ...columns } = getTableColumns(plainThings);

/** What is read of a plain thing. */
export const plainThingColumns = columns;
type PlainThingRow = Pick<typeof plainThings.$inferSelect, keyof typeof columns>;

/** A plain thing as the API shows it, and its ETag. */
export type VersionedPlainThing = { plainThing: PlainThing; etag: string };

export const toPlainThing = ({ version: _version, ...row }: PlainThingRow): PlainThing => ({
  ...row,
  // fields
  someTime: row.someTime.toISOString(),
  maybeTime: row.maybeTime?.toISOString() ?? null,
  // end of fields
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const toVersioned = (row: PlainThingRow): VersionedPlainThing => ({
  plainThing: toPlainThing(row),
  etag: `"${row.version}"`,
});

/** One of the owner's. */
export const ownPlainThing = (owner: string, id: string) => and(ownedBy(owner, plainThings), eq(plainThings.id, id));

/** What a caller sends, as it is stored. */
export const toColumns = ({
  // fields
  someTime,
  maybeTime,
  // end of fields
  ...sent
}: PlainThingChanges): Partial<typeof plainThings.$inferInsert> => ({
  ...sent,
  // fields
  ...(sent.mainText !== undefined && { mainText: sent.mainText.trim() }),
  ...(sent.someText !== undefined && { someText: sent.someText.trim() }),
  ...(sent.maybeText && { maybeText: sent.maybeText.trim() }),
  ...(someTime !== undefined && { someTime: new Date(someTime) }),
  ...(maybeTime !== undefined && { maybeTime: maybeTime === null ? null : new Date(maybeTime) }),
  // end of fields
});

export const noSuchPlainThing = () => new ApiError("NOT_FOUND", "Plain thing not found.");
