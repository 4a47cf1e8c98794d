import type { NewPlainThing } from "@cafe-app-ai/shared/plain-things";
import { plainThings } from "../database/schema.ts";
import type { Transaction } from "../database/transaction.ts";
import { plainThingColumns, toColumns, toVersioned, type VersionedPlainThing } from "./plain-thing-row.ts";

export async function createPlainThing(
  tx: Transaction,
  owner: string,
  plainThing: NewPlainThing,
): Promise<VersionedPlainThing> {
  const [row] = await tx
    .insert(plainThings)
    // the request's schema says that nothing is missing
    .values({ ...toColumns(plainThing), userId: owner } as typeof plainThings.$inferInsert)
    .returning(plainThingColumns);
  if (!row) throw new Error("an insert returned no row");
  return toVersioned(row);
}
