import { type SignInMethods, SignInMethodsSchema } from "@cafe-app-ai/shared/account";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { eq } from "drizzle-orm";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { twoFactors, users } from "../../database/schema.ts";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { findOidcAccount } from "../better-auth/oidc-rules.ts";
import type { Auth } from "../better-auth/plugin.ts";
import { findPendingEmail } from "../email/pending-email.ts";
import { listPasskeys } from "../passkeys/list-passkeys.ts";
import { findPasswordHash } from "../password/find-password-hash.ts";

/** How a person gets into their account. */
export const signInMethodsRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { auth, db } = app;

  app.get(
    "/sign-in-methods",
    {
      schema: {
        ...signedInRoute("getSignInMethods", "account", "Get the caller's sign-in methods"),
        response: { 200: SuccessEnvelopeSchema(SignInMethodsSchema) },
      },
    },
    async (request) => {
      const userId = request.user.id;
      const [hash, provider, pendingEmail, twoFactor, passkeys] = await Promise.all([
        findPasswordHash(db, userId),
        findProvider(db, config, userId),
        findPendingEmail(db, userId),
        findTwoFactor(db, auth, userId),
        listPasskeys(db, userId),
      ]);
      return success({ password: hash !== undefined, provider, pendingEmail, twoFactor, passkeys });
    },
  );
};

async function findProvider(
  db: Database,
  { provider }: Pick<Config, "provider">,
  userId: string,
): Promise<SignInMethods["provider"]> {
  const linked = provider && (await findOidcAccount(db, provider.issuer, userId));
  return linked ? { id: linked.id, name: provider.name, linkedAt: linked.createdAt.toISOString() } : null;
}

async function findTwoFactor(db: Database, auth: Auth, userId: string): Promise<SignInMethods["twoFactor"]> {
  const [row] = await db
    .select({
      on: users.twoFactorEnabled,
      createdAt: twoFactors.createdAt,
      savedAt: twoFactors.recoveryCodesSavedAt,
    })
    .from(users)
    .innerJoin(twoFactors, eq(twoFactors.userId, users.id))
    .where(eq(users.id, userId));
  if (!row?.on) return null;
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId } });
  return {
    recoveryCodesLeft: backupCodes.length,
    recoveryCodesSaved: row.savedAt !== null,
    enabledAt: row.createdAt.toISOString(),
  };
}
