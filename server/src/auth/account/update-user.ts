import type { UpdateUser } from "@cafe-app-ai/shared/auth/account";
import type { User } from "@cafe-app-ai/shared/auth/common";
import { eq } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { users } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { toUser } from "../../session/to-user.ts";
import { recordActivity } from "../activity/record-activity.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";

/** Changes what is given of the caller's name and image. @throws ApiError UNAUTHENTICATED */
export async function updateUser(db: Database, caller: Caller, { name, image }: UpdateUser): Promise<User> {
  if (name === undefined && image === undefined) return caller.user;
  const [row] = await changeAsOwner(db, caller, undefined, async (tx) => {
    await recordActivity(tx, caller.client, caller.user.id, "profile-changed");
    return tx.update(users).set({ name: name?.trim(), image }).where(eq(users.id, caller.user.id)).returning();
  });
  if (!row) throw new ApiError("UNAUTHENTICATED", "This account was deleted.");
  return toUser(row);
}
