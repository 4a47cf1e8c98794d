import { and, eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config.ts";
import { accounts } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { recordActivity } from "../activity/record-activity.ts";
import type { OidcProvider } from "../better-auth/oidc-provider.ts";
import { queueNotice } from "../mail/notices.ts";
import type { Caller } from "../owner/caller.ts";
import type { Reauthentication } from "../owner/change-as-owner.ts";
import { removeSignInMethod } from "../owner/remove-sign-in-method.ts";

/** @throws ApiError NOT_FOUND where none is connected, CONFLICT for the last sign-in method */
export async function unlinkProvider(
  app: Pick<FastifyInstance, "db" | "mail">,
  config: Config,
  caller: Caller,
  { provider, reauthentication }: { provider: OidcProvider; reauthentication: Reauthentication },
): Promise<void> {
  const { user, client } = caller;
  const unlinked = await removeSignInMethod(app.db, config, caller, reauthentication, async (tx) => {
    const linked = and(eq(accounts.userId, user.id), eq(accounts.providerId, provider.issuer));
    const { rowCount } = await tx.delete(accounts).where(linked);
    if (rowCount === 0) return false;
    await recordActivity(tx, client, user.id, "provider-unlinked");
    await queueNotice(app, tx, client, user, "provider-unlinked");
    return true;
  });
  if (!unlinked) throw new ApiError("NOT_FOUND", `No ${provider.name} account is connected.`);
  app.mail.wake();
}
