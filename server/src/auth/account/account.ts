import type { Export, Passkey, SessionSummary } from "@cafe-app-ai/shared/account";
import type { User } from "@cafe-app-ai/shared/auth";
import { and, desc, eq, getTableColumns, isNull, ne } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { accounts, mails, orders, passkeys, sessions, users } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";

/** The user's sessions, the newest use first; they carry no tokens. */
export async function listSessions(db: Database, userId: string, currentId: string): Promise<SessionSummary[]> {
  const { id, createdAt, lastSeenAt, expiresAt, ipAddress, userAgent } = sessions;
  const rows = await db
    .select({ id, createdAt, lastSeenAt, expiresAt, ipAddress, userAgent })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(lastSeenAt), desc(id));
  return rows
    .filter((row) => row.expiresAt.getTime() > Date.now())
    .map((row) => ({
      ...row,
      current: row.id === currentId,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    }));
}

/** Ends one of the user's sessions. @throws ApiError NOT_FOUND for anybody else's */
export async function endSession(db: Database, userId: string, id: string): Promise<void> {
  const { rowCount } = await db.delete(sessions).where(and(eq(sessions.id, id), eq(sessions.userId, userId)));
  if (!rowCount) throw new ApiError("NOT_FOUND", "Session not found");
}

/** Ends all of the user's sessions but one. @returns how many */
export async function endOtherSessions(db: Database, userId: string, keptId: string): Promise<number> {
  const { rowCount } = await db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, keptId)));
  return rowCount ?? 0;
}

/** The account, its sessions and its orders, by cascade. */
export async function deleteUser(db: Database, userId: string): Promise<void> {
  await db.delete(users).where(eq(users.id, userId));
}

/** The user's passkeys, the oldest first. */
export async function listPasskeys(db: Database, userId: string): Promise<Passkey[]> {
  const { id, name, backedUp, createdAt } = passkeys;
  const rows = await db
    .select({ id, name, synced: backedUp, createdAt })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(createdAt, id);
  return rows.map((row) => ({ ...row, name: row.name ?? "", createdAt: row.createdAt.toISOString() }));
}

/** Everything stored about a user, but for what would let somebody in. */
export async function exportUser(db: Database, user: User, currentSessionId: string): Promise<Export> {
  const { providerId, createdAt, updatedAt } = accounts;
  const { userId: _owner, version: _version, ...orderColumns } = getTableColumns(orders);
  const [waysIn, ownPasskeys, [settings], ownSessions, pendingMails, ownOrders] = await Promise.all([
    db.select({ providerId, createdAt, updatedAt }).from(accounts).where(eq(accounts.userId, user.id)),
    listPasskeys(db, user.id),
    db.select({ secondFactor: users.twoFactorEnabled }).from(users).where(eq(users.id, user.id)),
    listSessions(db, user.id, currentSessionId),
    db
      .select({ kind: mails.kind, recipient: mails.recipient, createdAt: mails.createdAt })
      .from(mails)
      .where(and(eq(mails.recipient, user.email), isNull(mails.sentAt))),
    db.select(orderColumns).from(orders).where(eq(orders.userId, user.id)).orderBy(orders.placedAt, orders.id),
  ]);
  return {
    exportedAt: new Date().toISOString(),
    user,
    accounts: waysIn.map((account) => ({
      ...account,
      createdAt: account.createdAt.toISOString(),
      updatedAt: account.updatedAt.toISOString(),
    })),
    passkeys: ownPasskeys,
    secondFactor: settings?.secondFactor ?? false,
    sessions: ownSessions,
    pendingMails: pendingMails.map((mail) => ({ ...mail, createdAt: mail.createdAt.toISOString() })),
    orders: ownOrders.map((order) => ({
      ...order,
      placedAt: order.placedAt.toISOString(),
      createdAt: order.createdAt.toISOString(),
      updatedAt: order.updatedAt.toISOString(),
      deletedAt: order.deletedAt?.toISOString() ?? null,
    })),
  };
}
