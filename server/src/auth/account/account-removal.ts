import { and, eq, is, isNotNull, lt, sql } from "drizzle-orm";
import { getTableConfig, type PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { Database } from "../../database/client.ts";
import * as schema from "../../database/schema.ts";
import { withDatabaseTime } from "../../database/time-limit.ts";

const { users } = schema;

declare module "fastify" {
  interface FastifyInstance {
    accountRemoval: AccountRemoval;
  }
}

/** Rows a statement, so that none comes near the limits, however much an account has. */
const BATCH = 5000;
/** For what a process left that was stopped. */
const INTERVAL_MS = 10 * 60_000;
const LEFT_BEHIND_SECONDS = 300;

/** `app.accountRemoval`, which also finishes what a process has left that was stopped. */
export const accountRemovalPlugin = fp(
  async (app) => {
    const removal = new AccountRemoval(app);
    app.decorate("accountRemoval", removal);
    const timer = setInterval(() => void removal.finish(), INTERVAL_MS).unref();
    app.addHook("onReady", async () => void removal.finish());
    app.addHook("onClose", async () => {
      clearInterval(timer);
      await removal.stop();
    });
  },
  { name: "account-removal", dependencies: ["database"] },
);

class AccountRemoval {
  readonly #db: Database;
  readonly #log: FastifyInstance["log"];
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor({ db, log }: Pick<FastifyInstance, "db" | "log">) {
    this.#db = db;
    this.#log = log;
  }

  /** Removes the rows of a deleted account, and at last the user's own. What fails is left for `finish`. */
  remove(userId: string): Promise<void> {
    const work = this.#remove(userId)
      .catch((error) => this.#log.warn({ err: error, userId }, "a deleted account's data is removed later"))
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
    return work;
  }

  /** Removes what was left of accounts that were deleted a while ago. */
  async finish(): Promise<void> {
    const longAgo = lt(users.deletedAt, sql`now() - make_interval(secs => ${LEFT_BEHIND_SECONDS})`);
    const left = this.#db
      .select({ id: users.id })
      .from(users)
      .where(and(isNotNull(users.deletedAt), longAgo));
    const ids = await left.catch((error) => {
      this.#log.warn({ err: error }, "deleted accounts could not be looked for");
      return [];
    });
    for (const { id } of ids) await this.remove(id);
  }

  /** Stops after the batches that are on their way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  async #remove(userId: string): Promise<void> {
    let removed: number;
    do {
      removed = 0;
      for (const owned of OWNED_TABLES) removed += await this.#removeFrom(owned, userId);
      // again, for requests that had already begun
    } while (removed > 0 && !this.#stopped);
    if (this.#stopped) return;
    await this.#inTime(() => this.#db.delete(users).where(and(eq(users.id, userId), isNotNull(users.deletedAt))));
  }

  async #removeFrom({ table, column }: OwnedTable, userId: string): Promise<number> {
    let removed = 0;
    let count = BATCH;
    while (count === BATCH && !this.#stopped) {
      const rows = sql`select ctid from ${table} where ${column} = ${userId} limit ${BATCH}`;
      const { rowCount } = await this.#inTime(() =>
        this.#db.transaction(async (tx) => {
          // nobody reads a closed account's figures, so the triggers skip them
          await tx.execute(sql`select set_config('cafe.count_later', 'on', true)`);
          return tx.execute(sql`delete from ${table} where ctid in (${rows})`);
        }),
      );
      count = rowCount ?? 0;
      removed += count;
    }
    return removed;
  }

  /** Each statement has a time of its own: the whole may take longer than a request. */
  #inTime<T>(statement: () => Promise<T>): Promise<T> {
    return withDatabaseTime(this.#db.timeLimitMs, statement);
  }
}

type OwnedTable = { table: PgTable; column: PgColumn };

/** Every table whose rows belong to a user; a new feature's is among them by its foreign key. */
const OWNED_TABLES: OwnedTable[] = Object.values(schema)
  .filter((value): value is PgTable & typeof value => is(value, PgTable))
  .flatMap((table) =>
    getTableConfig(table).foreignKeys.flatMap((key) => {
      const { foreignTable, columns } = key.reference();
      const [column] = columns;
      return foreignTable === users && column ? [{ table, column }] : [];
    }),
  );
