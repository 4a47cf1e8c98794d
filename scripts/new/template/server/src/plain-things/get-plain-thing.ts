import { plainThings } from "../database/schema.ts";
import type { Transaction } from "../database/transaction.ts";
import {
  noSuchPlainThing,
  ownPlainThing,
  plainThingColumns,
  toVersioned,
  type VersionedPlainThing,
} from "./plain-thing-row.ts";

/** @throws ApiError NOT_FOUND for one that isn't there, or is somebody else's */
export async function getPlainThing(tx: Transaction, owner: string, id: string): Promise<VersionedPlainThing> {
  const [row] = await tx.select(plainThingColumns).from(plainThings).where(ownPlainThing(owner, id));
  if (!row) throw noSuchPlainThing();
  return toVersioned(row);
}
