import { and, eq, sql } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import { twoFactors, users } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import type { ActiveSession } from "../../session/sessions.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { decryptSecret, isCurrentCode } from "../better-auth/two-factor-secrets.ts";
import { queueNotice } from "../mail/notices.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import { replaceSessionToken } from "../sessions/replace-session-token.ts";
import { checkCode, wrongCode } from "./check-code.ts";
import { requireTwoFactor } from "./require-two-factor.ts";

type App = Pick<FastifyInstance, "auth" | "credentialLimits" | "db" | "mail" | "sessions">;

/**
 * Turns two-factor authentication on with a code from the app.
 * @returns the session, with its new token
 * @throws ApiError INVALID_CREDENTIALS for a wrong code, CONFLICT where there is nothing to confirm, RATE_LIMITED
 */
export async function confirmTwoFactor(app: App, caller: Caller, code: string): Promise<ActiveSession> {
  const userId = caller.user.id;
  await requireTwoFactor(app.db, userId, false);
  const [pending] = await app.db.select().from(twoFactors).where(eq(twoFactors.userId, userId));
  if (!pending) throw notStarted();
  const secret = await decryptSecret(app.auth, pending.secret);
  const typed = code.replaceAll(/\s/g, "");
  const session = await checkCode(app.credentialLimits, userId, typed, async () => {
    if (!(await isCurrentCode(secret, typed))) throw wrongCode();
    return changeAsOwner(app.db, caller, undefined, async (tx) => {
      await requireTwoFactor(tx, userId, false);
      const { rowCount } = await tx
        .update(twoFactors)
        // by the database's clock, which a password reset compares with
        .set({ verified: true, createdAt: sql`clock_timestamp()` })
        .where(and(eq(twoFactors.userId, userId), eq(twoFactors.secret, pending.secret)));
      if (!rowCount) throw notStarted();
      await tx.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, userId));
      await recordActivity(tx, caller.client, userId, "two-factor-on");
      await queueNotice(app, tx, caller.client, caller.user, "two-factor-on");
      return app.sessions.open(await replaceSessionToken(tx, caller.session), tx);
    });
  });
  app.mail.wake();
  return session;
}

const notStarted = () => new ApiError("CONFLICT", "Set up two-factor authentication first.");
