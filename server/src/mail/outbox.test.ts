import { createServer } from "node:net";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { mails } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { createTestDatabase } from "../test/database/database.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";
import { whileLocked } from "../test/lock-table.ts";
import { startMailServer } from "../test/mail-server.ts";
import { runServer } from "../test/run-program.ts";

const queued = (app: TestApp, recipient: string) => app.db.select().from(mails).where(eq(mails.recipient, recipient));
/** A retry is seconds away; the test does not wait for the clock. */
async function hurry(app: TestApp) {
  await app.db.update(mails).set({ sendAfter: sql`now()` });
  app.app.mail.wake();
}

describe("mail by SMTP", () => {
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

  it("reaches the mail server as text and HTML with the one link, and leaves nothing behind", async () => {
    const { email } = await signUpUser(app);
    const mail = await server.mailTo(email);
    expect(mail.from).toEqual({ name: "Cafe", address: "cafe@example.com" });
    expect(mail.subject).toBe("Confirm your email for Cafe");
    const [link = ""] = /http:\/\/localhost:5173\/verify-email#token=[\w-]{43}/.exec(mail.text ?? "") ?? [];
    expect(link).not.toBe("");
    expect(mail.html?.match(/href="[^"]*"/g)).toEqual([`href="${link}"`]);
    expect(mail.html).not.toMatch(/<img|<script|src=/);
    await vi.waitFor(async () => expect(await queued(app, email)).toEqual([]));
  });

  it("has no inbox", async () => {
    await app.request.get("/api/inbox").expect(404);
    const { body } = await app.request.get("/api/auth/config").expect(200);
    expect(body.data.mail).toBe("smtp");
  });

  it("is tried again when the server refuses for now, with the request's id, and no token rests meanwhile", async () => {
    server.setMood("refuses for now");
    const { email } = await signUpUser(app);
    const waiting = await vi.waitFor(async () => {
      const [mail] = await queued(app, email);
      expect(mail?.attempts).toBe(1);
      expect(mail?.sendAfter.getTime()).toBeLessThan(Date.now() + 10_000);
      return mail;
    }, 10_000);
    expect(waiting?.requestId).toMatch(/^[\w-]{36}$/);
    expect(waiting).toMatchObject({ kind: "sign-up", data: {}, message: null, failedAt: null });

    server.setMood("takes");
    await hurry(app);
    await server.mailTo(email);
    await vi.waitFor(async () => expect(await queued(app, email)).toEqual([]));
  });

  it("is given up, and kept, when the server refuses the email for good", async () => {
    server.setMood("refuses for good");
    const { email } = await signUpUser(app);
    await vi.waitFor(async () => expect((await queued(app, email))[0]?.failedAt).toBeInstanceOf(Date), 10_000);
    server.setMood("takes");
    await hurry(app);
    const other = await signUpUser(app);
    await server.mailTo(other.email);
    expect((await queued(app, email))[0]?.attempts).toBe(1);
  });

  it("is given up, and kept, after the last try", async () => {
    server.setMood("refuses for now");
    const { email } = await signUpUser(app);
    await vi.waitFor(async () => expect((await queued(app, email))[0]?.attempts).toBe(1), 10_000);
    await app.db.update(mails).set({ attempts: 199 }).where(eq(mails.recipient, email));
    await vi.waitFor(async () => {
      await hurry(app);
      expect((await queued(app, email))[0]?.failedAt).toBeInstanceOf(Date);
    }, 10_000);
    server.setMood("takes");
  });

  it("is tried for two days, at least every quarter of an hour", async () => {
    server.setMood("refuses for now");
    const { email } = await signUpUser(app);
    const triedAfter = async (attempts: number) => {
      await app.db
        .update(mails)
        .set({ attempts: attempts - 1, sendAfter: sql`now()` })
        .where(eq(mails.recipient, email));
      app.app.mail.wake();
      return vi.waitFor(async () => {
        const [mail] = await queued(app, email);
        expect(mail).toMatchObject({ attempts, failedAt: null });
        const wait = ((mail?.sendAfter.getTime() ?? 0) - Date.now()) / 1000;
        // not the lease
        expect(wait < 50 || wait > 70).toBe(true);
        return wait;
      }, 10_000);
    };
    await vi.waitFor(async () => expect((await queued(app, email))[0]?.attempts).toBe(1), 10_000);
    const waits = [];
    for (const attempts of [1, 3, 9, 100, 199]) waits.push(await triedAfter(attempts));
    // seconds; a little has passed
    for (const [index, wait] of [5, 20, 900, 900, 900].entries()) {
      expect(waits[index]).toBeLessThanOrEqual(wait);
      expect(waits[index]).toBeGreaterThan(wait - 10);
    }
    server.setMood("takes");
    await hurry(app);
    await server.mailTo(email);
  });

  it("carries the same Message-ID at each try, of the sender's domain", async () => {
    server.setMood("refuses for now");
    const { email } = await signUpUser(app);
    const [mail] = await vi.waitFor(async () => {
      const rows = await queued(app, email);
      expect(rows[0]?.attempts).toBe(1);
      return rows;
    }, 10_000);
    server.setMood("takes");
    await hurry(app);
    expect((await server.mailTo(email)).messageId).toBe(`<${mail?.id}@example.com>`);
  });

  it("stays its process's own while a slow mail server takes it", async () => {
    server.setDelay(1500);
    const { email } = await signUpUser(app);
    const [mail] = await vi.waitFor(async () => {
      const rows = await queued(app, email);
      expect(rows[0]?.attempts).toBe(1);
      return rows;
    });
    expect(mail?.sendAfter.getTime()).toBeGreaterThan(Date.now() + 30_000);
    server.setDelay(0);
    await server.mailTo(email);
  });

  it("is sent once, though the database can't note at first that it was", async () => {
    server.setDelay(1000);
    const { connections } = server.seen;
    const { email } = await signUpUser(app);
    // on its way: what writes it needs the table, too
    await vi.waitFor(() => expect(server.seen.connections).toBeGreaterThan(connections), 5000);
    await whileLocked(app, "mails", async () => {
      await server.mailTo(email);
      await app.app.mail.idle();
    });
    server.setDelay(0);
    expect(await queued(app, email)).toHaveLength(1);
    await hurry(app);
    await vi.waitFor(async () => expect(await queued(app, email)).toEqual([]), 10_000);
    expect(server.received.filter(({ to }) => to?.some(({ address }) => address === email))).toHaveLength(1);
  });

  it("is sent once, though several processes look for it", async () => {
    const second = await buildTestApp({ SMTP_URL: server.url, DATABASE_URL: app.databaseUrl });
    const { email } = await signUpUser(app);
    await server.mailTo(email);
    const mail = { kind: "notice", recipient: email, data: { notice: "passkey-added" }, requestId: "many" };
    await app.db.insert(mails).values(Array.from({ length: 60 }, () => mail));
    for (const { app: each } of [app, second]) each.mail.wake();
    await vi.waitFor(async () => expect(await queued(app, email)).toEqual([]), 15_000);
    await second.close();
    expect(server.received.filter(({ to }) => to?.some(({ address }) => address === email))).toHaveLength(61);
  });
});

it.concurrent("is sent by a mail server of this machine that signed its certificate itself", async () => {
  const server = await startMailServer({ startTls: true });
  const app = await buildTestApp({ SMTP_URL: server.url });
  const { email } = await signUpUser(app);
  await server.mailTo(email);
  await app.close();
  await server.close();
});

it.concurrent("no request waits for a mail server that never answers", async () => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  const { port } = await new Promise<{ port: number }>((resolve) =>
    silent.once("listening", () => resolve(silent.address() as { port: number })),
  );
  const app = await buildTestApp({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  const started = performance.now();
  const { email } = await signUpUser(app);
  await app.request.post("/api/auth/forgot-password").send({ email }).expect(202);
  expect(performance.now() - started).toBeLessThan(3000);
  expect(await queued(app, email)).toHaveLength(2);
  silent.close();
  await app.close();
});

it.concurrent("a mail survives the process that should have sent it", { timeout: 60_000 }, async () => {
  const database = await createTestDatabase(inject("postgresUrl"));
  const server = await startMailServer();
  await server.close();
  const settings = { DATABASE_URL: database.url, SMTP_URL: server.url };
  const email = "survivor@example.com";
  {
    await using first = await runServer(settings);
    const answer = await fetch(`${first.url}/api/auth/signup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    expect(answer.status).toBe(201);
    await first.said(/"mail not sent yet"/);
    first.signal("SIGKILL");
    await first.ended;
  }
  const again = await startMailServer({ port: server.port });
  await using second = await runServer(settings);
  const mail = await again.mailTo(email, 40_000);
  expect(mail.subject).toContain("Confirm your email");
  second.signal("SIGTERM");
  const { output } = await second.ended;
  expect(output).toMatch(/"event":"mail sent","requestId":"[\w-]{36}"/);
  expect(output).not.toContain("#token=");
  await again.close();
  await database.drop();
});
