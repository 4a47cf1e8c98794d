import { Readable } from "node:stream";
import type { Activity } from "@cafe-app-ai/shared/auth/activity";
import type { User } from "@cafe-app-ai/shared/auth/common";
import type { Export, ExportedTables } from "@cafe-app-ai/shared/auth/export";
import { DEFAULT_CAFE_SETTINGS } from "@cafe-app-ai/shared/cafe";
import { and, eq, getTableColumns, gt, isNull } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Database } from "../../database/client.ts";
import { accounts, cafes, mails, orders, users } from "../../database/schema.ts";
import { withDatabaseTime } from "../../database/time-limit.ts";
import { ownedBy } from "../../session/owner.ts";
import { readActivity } from "../activity/list-activity.ts";
import { listPasskeys } from "../passkeys/list-passkeys.ts";
import { listSessions } from "../sessions/list-sessions.ts";

type OwnedTable = PgTable & Record<"id" | "userId", PgColumn>;
type Row = { id: string };

/** The tables that an account may fill. A new one gets its line here. */
const TABLES: Record<keyof ExportedTables, OwnedTable> = {
  orders,
};

/** Rows of a list that are in memory at once. */
const BATCH = 1000;

/**
 * Everything stored about a user, but for what would let somebody in, as the envelope's JSON. The long lists are read as
 * fast as the caller takes them, so a million orders need no more memory than a thousand.
 * @returns a stream that fails where the database does; its first part is read already
 */
export async function exportUser(db: Database, user: User, currentSessionId: string): Promise<Readable> {
  const account = await readAccount(db, user, currentSessionId);
  const lists = await Promise.all([
    startList("activity", (after: Activity | undefined) => readEvents(db, user.id, after), db),
    ...Object.entries<OwnedTable>(TABLES).map(([name, table]) =>
      startList(name, (after: Row | undefined) => readRows(db, table, user.id, after), db),
    ),
  ]);
  // the long lists are the last properties of `data`
  const start = `{"status":"success","data":${JSON.stringify(account).slice(0, -1)}`;
  return Readable.from(joinParts([start, ...lists, '},"error":null}']));
}

async function* joinParts(parts: (string | AsyncIterable<string>)[]) {
  for (const part of parts) {
    if (typeof part === "string") yield part;
    else yield* part;
  }
}

type Read<Row> = (after: Row | undefined) => Promise<Row[]>;

/** Reads a list's first rows. @returns the property with all of them as JSON, the others read as they are asked for */
async function startList<Row>(name: string, read: Read<Row>, { timeLimitMs }: Pick<Database, "timeLimitMs">) {
  const first = await read(undefined);
  return (async function* () {
    yield `,"${name}":[`;
    let separator = "";
    let batch = first;
    for (;;) {
      for (const row of batch) {
        yield separator + JSON.stringify(row);
        separator = ",";
      }
      if (batch.length < BATCH) break;
      const last = batch.at(-1);
      // each has a time of its own: how long the whole takes is the caller's to say
      batch = await withDatabaseTime(timeLimitMs, () => read(last));
    }
    yield "]";
  })();
}

const readEvents = (db: Database, userId: string, after: Activity | undefined) =>
  readActivity(db, userId, after && [after.at, after.id], BATCH);

/** The next rows by id. JSON writes a date as the API does. */
async function readRows(db: Database, table: OwnedTable, owner: string, after: Row | undefined): Promise<Row[]> {
  const { userId: _owner, version: _version, ...columns } = getTableColumns(table);
  const rows = await db
    .select({ ...columns, id: table.id })
    .from(table)
    .where(and(ownedBy(owner, table), after && gt(table.id, after.id)))
    .orderBy(table.id)
    .limit(BATCH);
  return rows as Row[];
}

async function readAccount(
  db: Database,
  user: User,
  currentSessionId: string,
): Promise<Omit<Export, "activity" | keyof ExportedTables>> {
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
    settings: settings ?? DEFAULT_CAFE_SETTINGS,
  };
}
