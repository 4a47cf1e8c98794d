import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mailTokens } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { readMail } from "../../test/inbox.ts";

const CONFIRM_NEW = /Confirm your new/;

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

type Headers = Record<string, string>;
const newEmail = () => `new.${crypto.randomUUID()}@example.com`;
const askFor = (email: string, headers: Headers) =>
  app.request.post("/api/auth/change-email").set(headers).send({ email, password: PASSWORD }).expect(202);
const verify = (token: string) => app.request.post("/api/auth/verify-email").send({ token });
const cancel = (headers: Headers) => app.request.delete("/api/auth/change-email").set(headers);
const pendingEmail = async (headers: Headers) =>
  (await app.request.get("/api/auth/sign-in-methods").set(headers).expect(200)).body.data.pendingEmail;

it("is told of until the new email is verified", async () => {
  const { headers } = await signUpUser(app);
  const next = newEmail();
  expect(await pendingEmail(headers)).toBeNull();
  await askFor(next, headers);
  expect(await pendingEmail(headers)).toBe(next);
  const { token } = await readMail(app, next, CONFIRM_NEW);
  expect(await pendingEmail(headers)).toBe(next);
  await verify(token).expect(200);
  expect(await pendingEmail(headers)).toBeNull();
});

it("is the newest wish, and nobody else's", async () => {
  const { headers } = await signUpUser(app);
  const other = await signUpUser(app);
  const [first, second] = [newEmail(), newEmail()];
  await askFor(first, headers);
  await readMail(app, first, CONFIRM_NEW);
  await askFor(second, headers);
  await readMail(app, second, CONFIRM_NEW);
  expect(await pendingEmail(headers)).toBe(second);
  expect(await pendingEmail(other.headers)).toBeNull();
});

it("looks alike where the email has an account", async () => {
  const { headers, user } = await signUpUser(app);
  const owner = await signUpUser(app);
  await askFor(owner.email, headers);
  await readMail(app, owner.email, /already have/);
  expect(await pendingEmail(headers)).toBe(owner.email);
  await app.db
    .update(mailTokens)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(eq(mailTokens.userId, user.id));
  expect(await pendingEmail(headers)).toBeNull();
});

it("is cancelled with its link, and can be asked for again", async () => {
  const { headers, email } = await signUpUser(app);
  const next = newEmail();
  await askFor(next, headers);
  const { token } = await readMail(app, next, CONFIRM_NEW);

  const { body } = await cancel(headers).expect(200);

  expect(body.data).toEqual({ cancelled: true });
  expect(await pendingEmail(headers)).toBeNull();
  await verify(token).expect(400);
  await app.request.post("/api/auth/signin").send({ email, password: PASSWORD }).expect(200);
  await cancel(headers).expect(200);
  await askFor(next, headers);
  expect(await pendingEmail(headers)).toBe(next);
});

it("requires a session to cancel, and cancels nobody else's", async () => {
  await cancel({}).expect(401);
  const { headers } = await signUpUser(app);
  const other = await signUpUser(app);
  const next = newEmail();
  await askFor(next, headers);
  await cancel(other.headers).expect(200);
  expect(await pendingEmail(headers)).toBe(next);
});

it("tells whose a link for a new password is, without using it up", async () => {
  const check = (token: string) => app.request.post("/api/auth/reset-password/check").send({ token });
  const { email } = await signUpUser(app);
  await app.request.post("/api/auth/forgot-password").send({ email }).expect(202);
  const { token } = await readMail(app, email, /Reset your/);
  for (const _ of ["first", "second"]) expect((await check(token).expect(200)).body.data).toEqual({ email });
  await app.request.post("/api/auth/reset-password").send({ token, password: "cortado with oat milk" }).expect(200);
  for (const gone of [token, "unknown"]) {
    expect((await check(gone).expect(400)).body.error.code).toBe("INVALID_TOKEN");
  }
  // a link that confirms an email chooses no password
  const confirm = await signUpUser(app);
  await check((await readMail(app, confirm.email, /^Confirm your/)).token).expect(400);
});
