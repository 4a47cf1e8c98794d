import type { TwoFactorSetup } from "@cafe-app-ai/shared/auth/two-factor";
import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import type { FastifyInstance } from "fastify";
import { twoFactors } from "../../database/schema.ts";
import { newRecoveryCodes } from "../better-auth/recovery-codes.ts";
import {
  encryptRecoveryCodes,
  encryptSecret,
  newTwoFactorSecret,
  otpauthUrl,
} from "../better-auth/two-factor-secrets.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner, type Reauthentication } from "../owner/change-as-owner.ts";
import { requireTwoFactor } from "./require-two-factor.ts";

/**
 * Creates a secret for the caller's app. Nothing is on until a code confirms it; starting again creates another.
 * @throws ApiError CONFLICT where it is on already
 */
export async function setUpTwoFactor(
  app: Pick<FastifyInstance, "auth" | "db">,
  caller: Caller,
  reauthentication: Reauthentication,
): Promise<TwoFactorSetup> {
  const { id: userId, email } = caller.user;
  const secret = newTwoFactorSecret();
  const recoveryCodes = newRecoveryCodes();
  const pending = {
    secret: await encryptSecret(app.auth, secret),
    backupCodes: await encryptRecoveryCodes(app.auth, recoveryCodes),
    recoveryCodesSavedAt: null,
    verified: false,
  };
  await changeAsOwner(app.db, caller, reauthentication, async (tx) => {
    await requireTwoFactor(tx, userId, false);
    await tx
      .insert(twoFactors)
      .values({ userId, ...pending })
      .onConflictDoUpdate({ target: twoFactors.userId, set: pending });
  });
  const uri = otpauthUrl(secret, PRODUCT_NAME, email);
  return { uri, secret: new URL(uri).searchParams.get("secret") ?? "", recoveryCodes };
}
