import type { PlainThingChanges } from "@cafe-app-ai/shared/plain-things";
import { and, inArray, sql } from "drizzle-orm";
import { plainThings } from "../database/schema.ts";
import type { Transaction } from "../database/transaction.ts";
import { ApiError } from "../errors.ts";
import { getPlainThing } from "./get-plain-thing.ts";
import {
  ownPlainThing,
  plainThingColumns,
  toColumns,
  toVersioned,
  type VersionedPlainThing,
} from "./plain-thing-row.ts";

/** A plain thing, and the versions (`readIfMatch`) of which it must be one; undefined for any. */
export type Target = { owner: string; id: string; versions: string[] | undefined };

/**
 * Changes the named fields.
 * @throws ApiError NOT_FOUND; PRECONDITION_FAILED if it has another version by now
 */
export async function changePlainThing(
  tx: Transaction,
  { owner, id, versions }: Target,
  changes: PlainThingChanges,
): Promise<VersionedPlainThing> {
  const { version } = plainThings;
  const [row] = await tx
    .update(plainThings)
    .set({ ...toColumns(changes), version: sql`${version} + 1` })
    .where(and(ownPlainThing(owner, id), versions && inArray(sql`${version}::text`, versions)))
    .returning(plainThingColumns);
  if (row) return toVersioned(row);
  const { etag } = await getPlainThing(tx, owner, id);
  throw new ApiError("PRECONDITION_FAILED", "This has changed since you loaded it.", { headers: { etag } });
}
