import { randomUUID } from "node:crypto";
import { eq, lt, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { mails, users } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { readMail } from "../../test/inbox.ts";
import { startMailServer } from "../../test/mail-server.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "1000" });
});
afterAll(() => app.close());
afterEach(() => {
  vi.useRealTimers();
});

const newEmail = () => `${randomUUID()}@example.com`;
const post = (path: string, body: object, headers: Record<string, string> = {}, { request } = app) =>
  request.post(`/api/auth/${path}`).set(headers).send(body);
const settled = ({ db }: TestApp) =>
  expect.poll(() => db.$count(mails, sql`sent_at is null`), { timeout: 30_000 }).toBe(0);

/** How many mails of a kind a recipient got. */
async function received(kind: string, recipient: string, where = app): Promise<number> {
  await settled(where);
  return where.db.$count(mails, sql`kind = ${kind} and recipient = ${recipient}`);
}

describe("mails that somebody else can cause", () => {
  it("a change of email floods no stranger, and answers alike all the while", { timeout: 60_000 }, async () => {
    const stranger = newEmail();
    const [one, two, three] = [await signUpUser(app), await signUpUser(app), await signUpUser(app)];
    for (let time = 0; time < 15; time++) {
      const { body } = await post("change-email", { email: stranger, password: PASSWORD }, one.headers).expect(202);
      expect(body.data).toEqual({ accepted: true });
    }
    const fromOne = await received("change-email", stranger);
    // a newer wish takes the place of one that has not been sent
    expect(fromOne).toBeGreaterThan(0);
    expect(fromOne).toBeLessThanOrEqual(10);
    expect(await received("email-change-asked", one.email)).toBeLessThanOrEqual(10);

    for (const { headers } of [two, three]) {
      for (let time = 0; time < 8; time++) {
        await post("change-email", { email: stranger, password: PASSWORD }, headers).expect(202);
      }
    }
    const fromAll = await received("change-email", stranger);
    expect(fromAll).toBeGreaterThan(fromOne);
    expect(fromAll).toBeLessThanOrEqual(20);
  });

  it("one account does not reach any number of strangers", async () => {
    const { headers } = await signUpUser(app);
    const strangers = Array.from({ length: 25 }, newEmail);
    for (const email of strangers) {
      await post("change-email", { email, password: PASSWORD }, headers).expect(202);
      await settled(app);
    }
    const sent = await app.db.$count(mails, sql`kind = 'change-email' and recipient in ${strangers}`);
    // to them, and as many to the account's own email
    expect(sent).toBe(10);
  });

  it("one client's IP address does not either, and another's is not held to it", async () => {
    const proxied = await buildTestApp({ AUTH_REQUESTS_PER_ADDRESS: "4", TRUST_PROXY: "1" });
    const ask = (address: string) =>
      post("signup", { email: newEmail(), password: PASSWORD }, { "x-forwarded-for": address }, proxied).expect(201);
    const sent = async () => {
      await settled(proxied);
      return proxied.db.$count(mails);
    };
    for (let time = 0; time < 4; time++) await ask("203.0.113.7");
    expect(await sent()).toBe(4);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    for (let time = 0; time < 3; time++) await ask("203.0.113.7");
    expect(await sent()).toBe(4);
    await ask("203.0.113.8");
    expect(await sent()).toBe(5);
    await proxied.close();
  });

  it("spam of one kind does not use up another", async () => {
    const { email } = await signUpUser(app);
    for (let time = 0; time < 25; time++) await post("resend-verification", { email }).expect(202);
    await post("forgot-password", { email }).expect(202);
    await readMail(app, email, /Reset your/);
    expect(await received("verify-email", email)).toBe(10);
  });

  it("notices are limited only where nobody has verified the email", async () => {
    const stranger = await signUpUser(app);
    const owner = await signUpUser(app);
    await app.db.update(users).set({ emailVerified: true }).where(eq(users.email, owner.email));
    for (const { headers } of [stranger, owner]) {
      for (let time = 0; time < 12; time++) {
        const body = { currentPassword: PASSWORD, newPassword: PASSWORD };
        await post("change-password", body, headers).expect(200);
      }
    }
    expect(await received("notice", stranger.email)).toBe(10);
    expect(await received("notice", owner.email)).toBe(12);
  });
});

it("another try of a mail does not count again", { timeout: 60_000 }, async () => {
  const server = await startMailServer();
  const posted = await buildTestApp({ SMTP_URL: server.url });
  const { email } = await signUpUser(posted);
  await server.mailTo(email);
  server.setMood("refuses for now");
  for (let time = 0; time < 6; time++) await post("forgot-password", { email }, {}, posted).expect(202);
  const attempts = async () => (await posted.db.select().from(mails)).map((mail) => mail.attempts);
  const hurryUntil = (check: (tries: number[]) => void) =>
    vi.waitFor(async () => {
      await posted.db
        .update(mails)
        .set({ sendAfter: sql`now()` })
        .where(lt(mails.sendAfter, sql`now() + interval '30 s'`));
      posted.app.mail.wake();
      check(await attempts());
    }, 30_000);
  await hurryUntil((tries) => expect(Math.min(...tries)).toBeGreaterThanOrEqual(3));
  server.setMood("takes");
  await hurryUntil((tries) => expect(tries).toEqual([]));
  expect(server.received.filter(({ subject }) => /Reset your/.test(subject ?? ""))).toHaveLength(6);
  await posted.close();
  await server.close();
});
