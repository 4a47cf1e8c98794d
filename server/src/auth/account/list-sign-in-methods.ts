import type { SignInMethods } from "@cafe-app-ai/shared/auth/sign-in-methods";
import { eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { twoFactors, users } from "../../database/schema.ts";
import { findOidcAccount } from "../better-auth/oidc-rules.ts";
import { decryptRecoveryCodes } from "../better-auth/two-factor-secrets.ts";
import { findPendingEmail } from "../email/pending-email.ts";
import { listPasskeys } from "../passkeys/list-passkeys.ts";
import { findPasswordHash } from "../password/find-password-hash.ts";

type App = Pick<FastifyInstance, "auth" | "db">;

/** How the user gets into their account, and what protects it besides. */
export async function listSignInMethods(
  app: App,
  config: Pick<Config, "provider">,
  userId: string,
): Promise<SignInMethods> {
  const { db } = app;
  const [hash, provider, pendingEmail, twoFactor, passkeys] = await Promise.all([
    findPasswordHash(db, userId),
    findProvider(db, config, userId),
    findPendingEmail(db, userId),
    findTwoFactor(app, userId),
    listPasskeys(db, userId),
  ]);
  return { password: hash !== undefined, provider, pendingEmail, twoFactor, passkeys };
}

async function findProvider(
  db: Database,
  { provider }: Pick<Config, "provider">,
  userId: string,
): Promise<SignInMethods["provider"]> {
  const linked = provider && (await findOidcAccount(db, provider.issuer, userId));
  return linked ? { id: linked.id, name: provider.name, linkedAt: linked.createdAt.toISOString() } : null;
}

async function findTwoFactor({ auth, db }: App, userId: string): Promise<SignInMethods["twoFactor"]> {
  const [row] = await db
    .select({
      on: users.twoFactorEnabled,
      createdAt: twoFactors.createdAt,
      recoveryCodes: twoFactors.backupCodes,
      savedAt: twoFactors.recoveryCodesSavedAt,
    })
    .from(users)
    .innerJoin(twoFactors, eq(twoFactors.userId, users.id))
    .where(eq(users.id, userId));
  if (!row?.on) return null;
  const recoveryCodes = await decryptRecoveryCodes(auth, row.recoveryCodes);
  return {
    recoveryCodesLeft: recoveryCodes.length,
    recoveryCodesSaved: row.savedAt !== null,
    enabledAt: row.createdAt.toISOString(),
  };
}
