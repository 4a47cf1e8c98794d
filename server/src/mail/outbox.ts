import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { and, asc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config.ts";
import type { Database } from "../database/client.ts";
import { mails } from "../database/schema.ts";
import type { Transaction } from "../database/transaction.ts";
import { type MailContent, renderMail } from "./layout.ts";
import { type LeaseLimits, MailLease } from "./lease.ts";
import type { MailLimits } from "./limits.ts";
import { isRefused, mailMode, type Transport } from "./transport.ts";

export type QueuedMail = typeof mails.$inferSelect;
type NewMail = Pick<typeof mails.$inferInsert, "kind" | "recipient" | "data" | "requestId">;

/** Writes a queued mail when it's sent. Null if there is nothing to say any more. */
export type Composer = (mail: QueuedMail, context: MailContext) => Promise<MailContent | null>;
export type MailContext = Pick<FastifyInstance, "db" | "log"> & { config: Config; limits: MailLimits };
/** One for each kind of mail. */
export type Composers = Record<string, Composer>;

type OutboxOptions = { context: MailContext; composers: Composers; transport: Transport; limits?: LeaseLimits };

/** How many are sent at once. */
const BATCH = 5;
/** A mail server may take minutes to answer (RFC 5321, 4.5.3.2), and what it then took must not be sent again. */
const LIMITS: LeaseLimits = { leaseMs: 60_000, deadlineMs: 300_000 };
/** About two days in all. */
const MAX_ATTEMPTS = 200;
/** How long closing waits for mails being sent, in milliseconds. The rest goes out after the next start. */
const CLOSE_LIMIT_MS = 5_000;

/** Seconds until the next try: 5, 10, 20, … at most a quarter of an hour. */
const retryDelay = (attempts: number) => Math.min(5 * 2 ** (attempts - 1), 900);

/**
 * The mails to send, kept in PostgreSQL until they're sent: a crash, a restart or an unreachable mail server loses none.
 * Several processes share the work. See docs/decisions/0012.
 */
export class MailOutbox {
  readonly #options: OutboxOptions;
  readonly #limits: LeaseLimits;
  readonly #leases = new Set<MailLease>();
  /** Delivered, but still in the table, because the database couldn't be reached afterwards. */
  readonly #delivered = new Set<string>();
  /** Sending happens outside any request: outside its time limit in the database and its transaction. */
  readonly #outsideOfRequests = AsyncLocalStorage.snapshot();
  #working: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
  }

  /** Queues a mail and starts to send it. */
  async send(mail: NewMail): Promise<void> {
    await this.queue(this.#options.context.db, mail);
    this.wake();
  }

  /** Queues a mail in the transaction that causes it; call `wake` once that is committed. Does nothing if mail is off. */
  async queue(db: Database | Transaction, mail: NewMail): Promise<void> {
    if (mailMode(this.#options.context.config) === "off") return;
    await db.insert(mails).values(mail);
  }

  /** Sends what is due, once the current run is done. */
  wake(): void {
    if (this.#closed || mailMode(this.#options.context.config) === "off") return;
    this.#again = true;
    this.#working ??= this.#outsideOfRequests(() => this.#work()).finally(() => {
      this.#working = undefined;
    });
  }

  /** When nothing is being sent. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.race([this.idle(), sleep(CLOSE_LIMIT_MS, undefined, { ref: false })]);
    for (const lease of this.#leases) lease.abort("the server is closing");
    await this.idle();
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        const due = await this.#claim();
        await Promise.all(due.map((mail) => this.#attempt(mail)));
        if (due.length === BATCH) this.#again = true;
      } catch (error) {
        this.#options.context.log.warn({ err: error }, "the outbox cannot be read; mail waits");
      }
    }
  }

  #claim(): Promise<QueuedMail[]> {
    const { db } = this.#options.context;
    const due = db
      .select({ id: mails.id })
      .from(mails)
      .where(and(isNull(mails.sentAt), isNull(mails.failedAt), lte(mails.sendAfter, sql`now()`)))
      .orderBy(asc(mails.sendAfter))
      .limit(BATCH)
      .for("update", { skipLocked: true });
    return db
      .update(mails)
      .set({
        attempts: sql`${mails.attempts} + 1`,
        sendAfter: this.#leaseEnd(),
      })
      .where(inArray(mails.id, due))
      .returning();
  }

  async #attempt(mail: QueuedMail): Promise<void> {
    const { transport } = this.#options;
    const { log } = this.#options.context;
    const about = { requestId: mail.requestId, mailId: mail.id, kind: mail.kind, attempts: mail.attempts };
    try {
      const content = this.#delivered.has(mail.id) ? null : await this.#compose(mail);
      if (!content) return await this.#remove(mail);
      const rendered = renderMail(content);
      await this.#withLease(mail, (signal) => transport.deliver(mail, rendered, signal));
      if (transport.keepsMail) await this.#keep(mail, rendered);
      else await this.#remove(mail);
      log.info({ event: "mail sent", ...about }, "mail sent");
    } catch (error) {
      const final = !this.#delivered.has(mail.id) && (isRefused(error) || mail.attempts >= MAX_ATTEMPTS);
      // if this fails too, the mail is tried again once the lease ends
      await this.#postpone(mail, final).catch((failure) => log.warn({ ...about, err: failure }, "mail kept"));
      log[final ? "error" : "warn"]({ ...about, err: error }, final ? "mail given up" : "mail not sent yet");
    }
  }

  async #withLease(mail: QueuedMail, deliver: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const lease = new MailLease(() => this.#renew(mail), this.#limits);
    this.#leases.add(lease);
    try {
      await deliver(lease.signal);
      this.#delivered.add(mail.id);
    } finally {
      lease.end();
      this.#leases.delete(lease);
    }
  }

  /** @returns whether this process still has the mail */
  async #renew(mail: QueuedMail): Promise<boolean> {
    const { db } = this.#options.context;
    const { rowCount } = await db.update(mails).set({ sendAfter: this.#leaseEnd() }).where(isOurs(mail));
    return rowCount === 1;
  }

  #leaseEnd = () => sql`now() + make_interval(secs => ${this.#limits.leaseMs / 1000})`;

  #compose(mail: QueuedMail): Promise<MailContent | null> {
    const composer = this.#options.composers[mail.kind];
    if (!composer) throw new Error(`There are no words for mails of the kind ${mail.kind}`);
    return composer(mail, this.#options.context);
  }

  async #remove({ id }: QueuedMail): Promise<void> {
    await this.#options.context.db.delete(mails).where(eq(mails.id, id));
    this.#delivered.delete(id);
  }

  async #keep({ id }: QueuedMail, message: NonNullable<QueuedMail["message"]>): Promise<void> {
    const { subject, text, link } = message;
    await this.#options.context.db
      .update(mails)
      .set({ sentAt: sql`now()`, message: { subject, text, link }, data: {} })
      .where(eq(mails.id, id));
  }

  async #postpone(mail: QueuedMail, final: boolean): Promise<void> {
    const change = final
      ? { failedAt: sql`now()` }
      : { sendAfter: sql`now() + make_interval(secs => ${retryDelay(mail.attempts)})` };
    await this.#options.context.db.update(mails).set(change).where(isOurs(mail));
  }
}

/** A mail that no other process has taken since: each takes it by counting one more attempt. */
const isOurs = ({ id, attempts }: QueuedMail) => and(eq(mails.id, id), eq(mails.attempts, attempts));
