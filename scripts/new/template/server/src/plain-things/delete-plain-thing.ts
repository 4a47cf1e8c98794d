import { plainThings } from "../database/schema.ts";
import type { Transaction } from "../database/transaction.ts";
import { noSuchPlainThing, ownPlainThing } from "./plain-thing-row.ts";

/** For good. @throws ApiError NOT_FOUND */
export async function deletePlainThing(tx: Transaction, owner: string, id: string): Promise<void> {
  const { rowCount } = await tx.delete(plainThings).where(ownPlainThing(owner, id));
  if (!rowCount) throw noSuchPlainThing();
}
