import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";
import { runProgram, SERVER_SETTINGS } from "../test/run-program.ts";
import { isSignedIn, signIn } from "../test/session.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const start = (...parameters: string[]) =>
  runProgram("commands/user.ts", { ...SERVER_SETTINGS, DATABASE_URL: app.databaseUrl }, ...parameters);
const run = (...parameters: string[]) => start(...parameters).ended;

it.concurrent("creates an account whose password its owner chooses by a link", { timeout: 60_000 }, async () => {
  const { code, output } = await run("create", "Grace@example.com", "--name", "Grace", "--yes");
  expect(code).toBe(0);
  const token = /^http:\/\/localhost:5173\/reset-password#token=([\w-]+)$/m.exec(output)?.[1];
  await app.request.post("/api/auth/reset-password").send({ token, password: "cortado at 11" }).expect(200);
  const { body } = await signIn(app, "grace@example.com", "cortado at 11").expect(200);
  expect(body.data.user).toMatchObject({ name: "Grace", emailVerified: true });
});

it.concurrent("takes the password of a new account from standard input", { timeout: 60_000 }, async () => {
  const program = start("create", "hedy@example.com", "--password-stdin", "--yes");
  program.type("cortado at 11\n");
  expect(await program.ended).toMatchObject({ code: 0, output: "Created an account for hedy@example.com.\n" });
  await signIn(app, "hedy@example.com", "cortado at 11").expect(200);
});

it.concurrent("creates no account where it can't mail the link", { timeout: 60_000 }, async () => {
  const settings = { ...SERVER_SETTINGS, HOST: "0.0.0.0", DATABASE_URL: app.databaseUrl };
  const create = ["create", "ida@example.com", "--mail", "--yes"];
  const { code, errors } = await runProgram("commands/user.ts", settings, ...create).ended;
  expect({ code, errors }).toEqual({ code: 1, errors: "This server can't send email: SMTP_URL isn't set\n" });
  expect((await run("delete", "ida@example.com", "--yes")).errors).toBe("No account has the email ida@example.com\n");
});

it.concurrent("lists the sessions, and ends them when it is told to", { timeout: 60_000 }, async () => {
  const { email, headers } = await signUpUser(app);
  await signIn(app, email, PASSWORD, { "user-agent": "curl/\u009b2J8.5.0" }).expect(200);
  const unasked = await run("sessions", email, "--end");
  expect(unasked.code).toBe(1);
  // what a terminal would take as a command is left out
  expect(unasked.output).toMatch(/127\.0\.0\.1 {2}curl\/[^\u009b]?2J8\.5\.0/);
  expect(unasked.errors).toContain(`End 2 sessions of ${email}?`);
  expect(unasked.errors).toContain("Add --yes to continue.");
  expect(await isSignedIn(app, headers)).toBe(true);

  const told = await run("sessions", email, "--end", "--yes");
  expect(told.code).toBe(0);
  expect(await isSignedIn(app, headers)).toBe(false);
});

it.concurrent("ends with 1 and a sentence where there is no such account", { timeout: 60_000 }, async () => {
  const { code, errors } = await run("delete", "nobody@example.com", "--yes");
  expect({ code, errors }).toEqual({ code: 1, errors: "No account has the email nobody@example.com\n" });
});
