import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accounts, sessions, users } from "../../database/schema.ts";
import { accountRequests, newEmail } from "../../test/account-requests.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { useRealHashes } from "../../test/cheap-argon2.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());
beforeAll(useRealHashes);

const { signUp, signIn } = accountRequests(() => app);

describe("a password", () => {
  const PHRASE = "Der Barista malt um sieben Uhr ein Farnblatt in den Milchschaum, und keiner sieht hin. ";

  it.each([
    ["64 characters", PHRASE.slice(0, 64)],
    ["128 characters", PHRASE.repeat(2).slice(0, 128)],
    ["256 characters", PHRASE.repeat(3).slice(0, 256)],
    ["spaces at its ends", "  tulip  art  "],
    ["the longest of emoji", `${"🥐🧈☕️🫖".repeat(51)}!`],
    ["emoji", "🥐🥐 mit ☕️ und 🧈"],
    ["quotes and percent signs", `'; drop table users; -- %00"`],
  ])("may have %s", async (_what, password) => {
    const email = newEmail();
    await signUp({ email, password }).expect(201);
    await signIn({ email, password }).expect(200);
    await signIn({ email, password: `${password.slice(0, -1)}?` }).expect(401);
    await signIn({ email, password: password.trim().slice(0, -1) }).expect(401);
  });

  it("counts to its last byte, also beyond the 72 that bcrypt reads", async () => {
    const email = newEmail();
    const start = PHRASE.slice(0, 72);
    await signUp({ email, password: `${start}a` }).expect(201);
    await signIn({ email, password: `${start}b` }).expect(401);
    await signIn({ email, password: `${start}a` }).expect(200);
  });

  it("is the same whether its accents were typed composed or not", async () => {
    const email = newEmail();
    await signUp({ email, password: "cr\u00e8me br\u00fbl\u00e9e" }).expect(201);
    await signIn({ email, password: "cre\u0300me bru\u0302le\u0301e" }).expect(200);
  });

  it("is stored as an argon2id hash with its account, and nowhere else", async () => {
    const { user } = await signUpUser(app);
    const [account] = await app.db.select().from(accounts).where(eq(accounts.userId, user.id));
    expect(account).toMatchObject({ providerId: "credential" });
    const { rows } = await app.db.execute(sql`select hashed_password from accounts where user_id = ${user.id}`);
    expect(rows).toEqual([{ hashed_password: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) }]);
    const everything = [
      await app.db.select().from(users),
      await app.db.select().from(accounts),
      await app.db.select().from(sessions),
    ];
    expect(JSON.stringify(everything)).not.toContain(PASSWORD);
  });
});
