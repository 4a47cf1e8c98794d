import type { Passkey } from "@cafe-app-ai/shared/auth/passkeys";
import { and, eq } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { passkeys } from "../../database/schema.ts";
import { ApiError, invalidRequest } from "../../errors.ts";
import { recordActivity } from "../activity/record-activity.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import { toPasskey } from "./list-passkeys.ts";

/** @throws ApiError NOT_FOUND for anybody else's */
export async function renamePasskey(db: Database, caller: Caller, id: string, name: string): Promise<Passkey> {
  const own = and(eq(passkeys.id, id), eq(passkeys.userId, caller.user.id));
  const newName = { name: trimmedName(name) };
  const row = await changeAsOwner(db, caller, undefined, async (tx) => {
    const [renamed] = await tx.update(passkeys).set(newName).where(own).returning();
    if (!renamed) throw noSuchPasskey();
    await recordActivity(tx, caller.client, caller.user.id, "passkey-renamed");
    return renamed;
  });
  return toPasskey(row);
}

export const noSuchPasskey = () => new ApiError("NOT_FOUND", "Passkey not found.");

/** @throws ApiError VALIDATION_ERROR for one that is only spaces */
export function trimmedName(name: string): string {
  const text = name.trim();
  if (text) return text;
  throw invalidRequest([{ in: "body", path: "/name", message: "Required" }]);
}
