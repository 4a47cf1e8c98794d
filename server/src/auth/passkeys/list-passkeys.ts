import type { Passkey } from "@cafe-app-ai/shared/auth/passkeys";
import { eq } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { passkeys } from "../../database/schema.ts";

/** The user's passkeys, the oldest first. */
export async function listPasskeys(db: Database, userId: string): Promise<Passkey[]> {
  const rows = await db
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(passkeys.createdAt, passkeys.id);
  return rows.map(toPasskey);
}

type Row = Pick<typeof passkeys.$inferSelect, "id" | "name" | "backedUp" | "createdAt">;

/** What the API tells of a passkey. */
export const toPasskey = ({ id, name, backedUp, createdAt }: Row): Passkey => ({
  id,
  name: name ?? "",
  synced: backedUp,
  createdAt: createdAt.toISOString(),
});
