import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { authMails } from "../auth/mail/mails.ts";
import { mails } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { startMailServer } from "../test/mail-server.ts";
import { MailLimits } from "./limits.ts";
import { MailOutbox } from "./outbox.ts";
import { createTransport } from "./transport.ts";

let server: Awaited<ReturnType<typeof startMailServer>>;
let app: TestApp;
beforeAll(async () => {
  server = await startMailServer();
  app = await buildTestApp({ SMTP_URL: server.url, MAIL_FROM: "Cafe <cafe@example.com>" });
});
afterAll(async () => {
  await app.close();
  await server.close();
});

/** With a mail server that is slower than this lease. */
const LIMITS = { leaseMs: 2500, deadlineMs: 30_000 };
const outbox = (limits = LIMITS) => {
  const { app: fastify, config, db } = app;
  const context = { db, log: fastify.log, config, limits: new MailLimits(db.$client, config) };
  return new MailOutbox({ context, composers: authMails, transport: createTransport(config, fastify.log), limits });
};
const insert = (recipient: string, count: number) => {
  const mail = { kind: "notice", recipient, data: { notice: "passkey-added" }, requestId: "slow" };
  return app.db.insert(mails).values(Array.from({ length: count }, () => mail));
};
const queued = (recipient: string) => app.db.select().from(mails).where(eq(mails.recipient, recipient));
const countWaiting = async (db: Pick<TestApp["db"], "execute">) => {
  const { rowCount } = await db.execute(
    sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rowCount ?? 0;
};
const sentTo = (recipient: string) =>
  server.received.filter(({ to }) => to?.some(({ address }) => address === recipient));

it("a mail is sent once by two processes, though the mail server is slower than a lease", {
  timeout: 60_000,
}, async () => {
  const outboxes = [outbox(), outbox()];
  server.setDelay(6000);
  const { connections } = server.seen;
  await insert("slow@example.com", 5);
  await vi.waitFor(async () => {
    for (const each of outboxes) each.wake();
    expect(await queued("slow@example.com")).toEqual([]);
  }, 40_000);
  server.setDelay(0);
  for (const each of outboxes) await each.close();
  expect(sentTo("slow@example.com")).toHaveLength(5);
  // and tried once: no lease ran out
  expect(server.seen.connections - connections).toBe(5);
  expect(new Set(sentTo("slow@example.com").map(({ messageId }) => messageId)).size).toBe(5);
});

it("a mail is taken by one of the processes that look at the same moment", async () => {
  const outboxes = Array.from({ length: 2 }, () => outbox({ leaseMs: 60_000, deadlineMs: 30_000 }));
  await insert("moment@example.com", 5);
  await app.db.transaction(async (tx) => {
    await tx.execute(sql`select from mails where recipient = 'moment@example.com' for update`);
    let looked = false;
    for (const each of outboxes) each.wake();
    void Promise.all(outboxes.map((each) => each.idle())).then(() => {
      looked = true;
    });
    // they pass over what somebody else has; if they waited for it, each of them would take it
    while (!looked && (await countWaiting(tx)) < outboxes.length);
  });
  for (const each of outboxes) each.wake();
  await vi.waitFor(async () => expect(await queued("moment@example.com")).toEqual([]), 15_000);
  expect(sentTo("moment@example.com")).toHaveLength(5);
});

it("a delivery ends at its deadline, and its connection with it", async () => {
  const impatient = outbox({ leaseMs: 60_000, deadlineMs: 500 });
  server.setDelay(3000);
  await insert("late@example.com", 1);
  impatient.wake();
  await impatient.idle();
  const [mail] = await queued("late@example.com");
  expect(mail).toMatchObject({ attempts: 1, failedAt: null });
  expect(mail?.sendAfter.getTime()).toBeLessThan(Date.now() + 10_000);
  await vi.waitFor(() => expect(server.connected()).toBe(0), 5000);
  expect(sentTo("late@example.com")).toEqual([]);
  server.setDelay(0);
  await app.db.update(mails).set({ sendAfter: sql`now()` });
  app.app.mail.wake();
  await server.mailTo("late@example.com");
  expect(sentTo("late@example.com")).toHaveLength(1);
});

it("a mail that another process has taken meanwhile is that process's alone", async () => {
  const first = outbox({ leaseMs: 600, deadlineMs: 30_000 });
  server.setDelay(5000);
  await insert("taken@example.com", 1);
  first.wake();
  await vi.waitFor(() => expect(server.connected()).toBe(1));
  // as another does once the lease has run out
  const taken = { attempts: 2, sendAfter: sql<Date>`now() + interval '1 minute'` };
  await app.db.update(mails).set(taken).where(eq(mails.recipient, "taken@example.com"));
  await first.idle();

  // the delivery was broken off, and the other's lease stands
  await vi.waitFor(() => expect(server.connected()).toBe(0));
  expect(sentTo("taken@example.com")).toEqual([]);
  const [mail] = await queued("taken@example.com");
  expect(mail).toMatchObject({ attempts: 2, failedAt: null });
  expect(mail?.sendAfter.getTime()).toBeGreaterThan(Date.now() + 50_000);
  server.setDelay(0);
});
