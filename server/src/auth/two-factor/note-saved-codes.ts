import { and, eq, sql } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import { twoFactors, users } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { decryptRecoveryCodes } from "../better-auth/two-factor-secrets.ts";

/**
 * Notes that the owner has saved the recovery codes, which they show by one of them: a window may still show codes that
 * newer ones have replaced.
 * @throws ApiError CONFLICT where it is none of the codes that work
 */
export async function noteSavedCodes(
  { auth, db }: Pick<FastifyInstance, "auth" | "db">,
  userId: string,
  code: string,
): Promise<void> {
  const own = eq(twoFactors.userId, userId);
  const [row] = await db
    .select({ backupCodes: twoFactors.backupCodes })
    .from(twoFactors)
    .innerJoin(users, and(eq(users.id, twoFactors.userId), users.twoFactorEnabled))
    .where(own);
  if (!row) throw replaced();
  const works = (await decryptRecoveryCodes(auth, row.backupCodes)).includes(code);
  if (!works) throw replaced();
  const { rowCount } = await db
    .update(twoFactors)
    .set({ recoveryCodesSavedAt: sql`now()` })
    // none were made since
    .where(and(own, eq(twoFactors.backupCodes, row.backupCodes)));
  if (!rowCount) throw replaced();
}

const replaced = () => new ApiError("CONFLICT", "These codes no longer work. Newer ones have replaced them.");
