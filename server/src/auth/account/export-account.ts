import { Readable } from "node:stream";
import type { Export } from "@cafe-app-ai/shared/account";
import type { User } from "@cafe-app-ai/shared/auth";
import { DEFAULT_SETTINGS } from "@cafe-app-ai/shared/settings";
import { and, eq, getTableColumns, gt, isNull } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { accounts, cafes, mails, orders, users } from "../../database/schema.ts";
import { withDatabaseTime } from "../../database/time-limit.ts";
import { success } from "../../http/envelope.ts";
import { listPasskeys, listSessions } from "../sessions/list-sessions.ts";

/** Orders that are in memory at once. */
const BATCH = 1000;

/**
 * Everything stored about a user, but for what would let somebody in, as the envelope's JSON. Orders are read as fast as
 * the caller takes them, so a million of them need no more memory than a thousand.
 * @returns a stream that fails where the database does; its first part is read already
 */
export async function exportUser(db: Database, user: User, currentSessionId: string): Promise<Readable> {
  const text = JSON.stringify(success({ ...(await readAccount(db, user, currentSessionId)), orders: [] }));
  const first = await readOrders(db, user.id, undefined);
  // the orders come last
  const end = text.lastIndexOf("]");
  return Readable.from(joinParts(text.slice(0, end), orderParts(db, user.id, first), text.slice(end)));
}

async function* joinParts(head: string, parts: AsyncIterable<string>, tail: string) {
  yield head;
  yield* parts;
  yield tail;
}

async function* orderParts(db: Database, userId: string, first: Batch) {
  let separator = "";
  let batch = first;
  for (;;) {
    for (const order of batch.orders) {
      yield separator + JSON.stringify(order);
      separator = ",";
    }
    if (!batch.next) return;
    const { next } = batch;
    // each has a time of its own: how long the whole takes is the caller's to say
    batch = await withDatabaseTime(db.timeLimitMs, () => readOrders(db, userId, next));
  }
}

type Batch = { orders: Export["orders"]; next: string | undefined };

/** The next orders by id, whose index has the deleted ones too. */
async function readOrders(db: Database, userId: string, after: string | undefined): Promise<Batch> {
  const { userId: _owner, version: _version, ...columns } = getTableColumns(orders);
  const rows = await db
    .select(columns)
    .from(orders)
    .where(and(eq(orders.userId, userId), after === undefined ? undefined : gt(orders.id, after)))
    .orderBy(orders.id)
    .limit(BATCH);
  return {
    orders: rows.map((order) => ({
      ...order,
      placedAt: order.placedAt.toISOString(),
      createdAt: order.createdAt.toISOString(),
      updatedAt: order.updatedAt.toISOString(),
      deletedAt: order.deletedAt?.toISOString() ?? null,
    })),
    next: rows.length === BATCH ? rows.at(-1)?.id : undefined,
  };
}

async function readAccount(db: Database, user: User, currentSessionId: string): Promise<Omit<Export, "orders">> {
  const { providerId, createdAt, updatedAt } = accounts;
  const [signInMethods, passkeys, [account], sessions, pendingMails, [settings]] = await Promise.all([
    db.select({ providerId, createdAt, updatedAt }).from(accounts).where(eq(accounts.userId, user.id)),
    listPasskeys(db, user.id),
    db.select({ twoFactor: users.twoFactorEnabled }).from(users).where(eq(users.id, user.id)),
    listSessions(db, user.id, currentSessionId),
    db
      .select({ kind: mails.kind, recipient: mails.recipient, createdAt: mails.createdAt })
      .from(mails)
      .where(and(eq(mails.recipient, user.email), isNull(mails.sentAt))),
    db.select({ currency: cafes.currency, timezone: cafes.timezone }).from(cafes).where(eq(cafes.userId, user.id)),
  ]);
  return {
    exportedAt: new Date().toISOString(),
    user,
    accounts: signInMethods.map((account) => ({
      ...account,
      createdAt: account.createdAt.toISOString(),
      updatedAt: account.updatedAt.toISOString(),
    })),
    passkeys,
    twoFactor: account?.twoFactor ?? false,
    sessions,
    pendingMails: pendingMails.map((mail) => ({ ...mail, createdAt: mail.createdAt.toISOString() })),
    settings: settings ?? DEFAULT_SETTINGS,
  };
}
