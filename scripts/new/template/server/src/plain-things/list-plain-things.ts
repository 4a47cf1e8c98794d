import type { PlainThingList, PlainThingListQuery } from "@cafe-app-ai/shared/plain-things";
import { and, desc, sql } from "drizzle-orm";
import { plainThings } from "../database/schema.ts";
import type { Transaction } from "../database/transaction.ts";
import type { signedCursors } from "../http/signed-cursor.ts";
import { ownedBy } from "../session/owner.ts";
import { plainThingColumns, toPlainThing } from "./plain-thing-row.ts";

/** Where a page ends. */
export type Position = readonly [createdAt: string, id: string];

/** One page of the owner's plain things, newest first. @throws ApiError VALIDATION_ERROR for a cursor of another list */
export async function listPlainThings(
  tx: Transaction,
  cursors: ReturnType<typeof signedCursors<Position>>,
  owner: string,
  { limit = 25, cursor }: PlainThingListQuery,
): Promise<PlainThingList> {
  const { createdAt, id } = plainThings;
  const after = cursor === undefined ? undefined : cursors.read([owner], cursor);
  const found = await tx
    .select(plainThingColumns)
    .from(plainThings)
    .where(
      and(
        ownedBy(owner, plainThings),
        after && sql`(${createdAt}, ${id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    // one more tells whether there is another page
    .limit(limit + 1);
  const rows = found.slice(0, limit).map(toPlainThing);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? cursors.write([owner], [last.createdAt, last.id]) : null };
}
