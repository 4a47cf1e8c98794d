import { eq, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mails } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { readMail } from "../test/inbox.ts";
import { runProgram, SERVER_SETTINGS } from "../test/run-program.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const run = (...parameters: string[]) =>
  runProgram("commands/mail.ts", { ...SERVER_SETTINGS, DATABASE_URL: app.databaseUrl }, ...parameters).ended;

it("has mails tried again that were given up, after it was told to", { timeout: 60_000 }, async () => {
  const none = await run("retry", "--yes");
  expect(none).toMatchObject({ code: 0, output: "There are no failed emails.\n" });

  const mail = { kind: "notice", requestId: "given-up", data: { notice: "passkey-added" }, attempts: 200 };
  const recipients = ["ada@example.com", "grace@example.com"];
  await app.db.insert(mails).values(recipients.map((recipient) => ({ ...mail, recipient, failedAt: new Date() })));

  const unasked = await run("retry");
  expect(unasked.code).toBe(1);
  expect(unasked.output).toMatch(/notice {2}ada@example\.com {2}200 attempts/);
  expect(unasked.errors).toContain("Add --yes");
  expect(await app.db.$count(mails, isNotNull(mails.failedAt))).toBe(2);

  const told = await run("retry", "--yes");
  expect(told.code).toBe(0);
  expect(told.output).toContain("Queued 2 again.");
  for (const recipient of recipients) await readMail(app, recipient, /settings changed/);
  const [sent] = await app.db.select().from(mails).where(eq(mails.recipient, "ada@example.com"));
  expect(sent).toMatchObject({ attempts: 1, failedAt: null });
});

it("says that the database is away, in place of the statement", { timeout: 60_000 }, async () => {
  const settings = { ...SERVER_SETTINGS, DATABASE_URL: "postgres://user@127.0.0.1:1/database" };
  const { code, errors } = await runProgram("commands/mail.ts", settings, "retry", "--yes").ended;
  expect(code).toBe(1);
  expect(errors).toMatch(/^The emails couldn't be retried: connect ECONNREFUSED 127\.0\.0\.1:1\nCheck DATABASE_URL/);
});

it.each([[], ["retry", "--no"], ["send"]])("says how it is used: %j", async (...parameters) => {
  const { code, errors } = await run(...parameters);
  expect(code).toBe(1);
  expect(errors).toContain("Usage: npm run mail -- retry [--yes]");
});
