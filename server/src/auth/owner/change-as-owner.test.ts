import { and, eq, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { accounts, mailTokens, sessions } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { holdBack } from "../../test/hold-back.ts";
import { expectError } from "../../test/http/expect-error.ts";
import { readMail } from "../../test/inbox.ts";
import { claimReset } from "../mail/link-tokens.ts";
import { hashPassword } from "../password/hash.ts";
import { changeAsOwner } from "./change-as-owner.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

it("changes nothing once the password that was given has been replaced", async () => {
  const { user } = await signUpUser(app);
  const [session = { id: "", token: "" }] = await app.db.select().from(sessions).where(eq(sessions.userId, user.id));
  const [account] = await app.db.select().from(accounts).where(eq(accounts.userId, user.id));
  const change = vi.fn(async () => {});
  const changeWith = (passwordHash: string | null) =>
    changeAsOwner(app.db, { user, session }, { passwordHash }, change);
  for (const replaced of [await hashPassword(PASSWORD), null]) {
    await expect(changeWith(replaced)).rejects.toMatchObject({ code: "INVALID_CREDENTIALS" });
  }
  expect(change).not.toHaveBeenCalled();
  await changeWith(account?.password ?? "");
  expect(change).toHaveBeenCalledOnce();
});

it("changes nothing while the password is being reset", async () => {
  const { email, headers, user } = await signUpUser(app);
  await app.request.post("/api/auth/forgot-password").send({ email }).expect(202);
  const { token } = await readMail(app, email, /Reset your/);
  await app.db.transaction((tx) => claimReset(tx, token));
  const renamed = await app.request.patch("/api/auth/user").set(headers).send({ name: "Eve" });
  expectError(renamed, 401, "INVALID_CREDENTIALS");

  // the reset itself says so before it sets the password
  const reset = () => app.request.post("/api/auth/reset-password").send({ token, password: "tulip art at 7" });
  await app.db.update(mailTokens).set({ claimedAt: null }).where(eq(mailTokens.userId, user.id));
  const claimed = and(eq(mailTokens.userId, user.id), isNotNull(mailTokens.claimedAt));
  const [{ status } = { status: 0 }] = await holdBack(app, "accounts", [reset], async () => {
    expect(await app.db.$count(mailTokens, claimed)).toBe(1);
  });
  expect(status).toBe(200);
});
