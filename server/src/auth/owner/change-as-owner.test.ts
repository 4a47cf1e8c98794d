import { and, eq, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { accounts, mailTokens, sessions } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { useRealHashes } from "../../test/cheap-argon2.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { expectError } from "../../test/http/expect-error.ts";
import { readMail } from "../../test/inbox.ts";
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
  const endRealHashes = useRealHashes();
  // the new password's hash waits for these
  const hashes = Array.from({ length: 50 }, () => hashPassword(PASSWORD));
  const reset = app.request.post("/api/auth/reset-password").send({ token, password: "tulip art at 7" }).then();
  const claimed = and(eq(mailTokens.userId, user.id), isNotNull(mailTokens.claimedAt));
  await vi.waitFor(async () => expect(await app.db.$count(mailTokens, claimed)).toBe(1), {
    timeout: 10_000,
    interval: 1,
  });
  const renamed = await app.request.patch("/api/auth/user").set(headers).send({ name: "Eve" });
  expectError(renamed, 401, "INVALID_CREDENTIALS");
  // a busy machine gives up waiting for the hash
  expect([200, 503]).toContain((await reset).status);
  await Promise.all(hashes);
  endRealHashes();
});
