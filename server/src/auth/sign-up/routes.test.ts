import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accounts, sessions, users } from "../../database/schema.ts";
import { accountRequests, newEmail } from "../../test/account-requests.ts";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { isSignedIn } from "../../test/session.ts";
import { signUpTogether } from "../../test/sign-up-together.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const { signUp, signIn } = accountRequests(() => app);

const usersOf = (email: string, { db } = app) => db.select().from(users).where(eq(users.email, email.toLowerCase()));

describe("sign-up", () => {
  it("makes an account and signs it in", async () => {
    const email = newEmail();
    const { status, body } = await signUp({ email, name: "Ada Lovelace" });
    expect(status).toBe(201);
    expect(body).toEqual({ status: "success", data: expect.anything(), error: null });
    expect(Object.keys(body.data)).toEqual(["user", "sessionToken", "expiresAt"]);
    expect(body.data.expiresAt).toMatch(ISO_UTC);
    expect(body.data.user).toEqual({
      id: expect.stringMatching(UUID),
      email,
      name: "Ada Lovelace",
      emailVerified: false,
      image: null,
      createdAt: expect.stringMatching(ISO_UTC),
      updatedAt: expect.stringMatching(ISO_UTC),
    });
    expect(await isSignedIn(app, { authorization: `Bearer ${body.data.sessionToken}` })).toBe(true);
  });

  it("needs no name", async () => {
    expect((await signUp({})).body.data.user.name).toBe("");
  });

  it("gives a page the cookie and no token, and other clients both", async () => {
    const page = await signUp({}, app, { origin: CLIENT_ORIGIN });
    expect(page.body.data).toMatchObject({ sessionToken: null, expiresAt: expect.stringMatching(ISO_UTC) });
    const pair = page.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    expect(await isSignedIn(app, { cookie: pair })).toBe(true);
    expect(page.text).not.toContain(pair.split("=")[1]?.slice(0, 20));

    const curl = await signUp({});
    expect(curl.body.data.sessionToken).toEqual(expect.any(String));
    expect(curl.headers["set-cookie"]).toHaveLength(1);
  });

  it("keeps the email in lower case, and knows it again in any", async () => {
    const email = `Ada.${randomUUID()}@Example.COM`;
    expect((await signUp({ email })).body.data.user.email).toBe(email.toLowerCase());
    for (const again of [email, email.toLowerCase(), email.toUpperCase()]) {
      const { status, body } = await signUp({ email: again, password: "another password" });
      expect({ status, code: body.error.code }).toEqual({ status: 409, code: "EMAIL_TAKEN" });
      expect((await signIn({ email: again })).status).toBe(200);
    }
    expect(await usersOf(email)).toHaveLength(1);
  });

  it("makes one account from many requests at once, whatever their case", async () => {
    const email = newEmail();
    // a busy server may ask somebody to try again, which they then do
    const insist = async (address: string) => {
      for (;;) {
        const answer = await signUp({ email: address });
        if (answer.status !== 503) return answer;
      }
    };
    const requests = Array.from({ length: 20 }, (_, index) => insist(index % 2 === 0 ? email : email.toUpperCase()));
    const answers = await Promise.all(requests);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    for (const { status, body } of answers) if (status === 409) expect(body.error.code).toBe("EMAIL_TAKEN");
    const [user, ...others] = await usersOf(email);
    expect(others).toEqual([]);
    expect(await app.db.$count(accounts, eq(accounts.userId, user?.id ?? ""))).toBe(1);
    expect(await app.db.$count(sessions, eq(sessions.userId, user?.id ?? ""))).toBe(1);
  });

  it("makes one account where all had looked for the email before the first was stored", async () => {
    const email = newEmail();
    const answers = await signUpTogether(app, 2, email);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    for (const { status, body } of answers) if (status === 409) expect(body.error.code).toBe("EMAIL_TAKEN");
    expect(await usersOf(email)).toHaveLength(1);
  });

  it.each(["role", "emailVerified", "id", "image", "createdAt", "userId", "callbackURL", "rememberMe"])(
    "lets nobody set %s",
    async (property) => {
      const email = newEmail();
      const { status, body } = await signUp({ email, [property]: "true" });
      expect(status).toBe(400);
      expect(body.error.details).toEqual([{ in: "body", path: `/${property}`, message: "Unknown property" }]);
      expect(await usersOf(email)).toEqual([]);
    },
  );

  it.each([
    ["an email with a line break", { email: "ada@example.com\r\nBcc: eve@example.com" }, "/email"],
    ["a fullwidth look-alike", { email: "ａda@example.com" }, "/email"],
    ["a NUL in the email", { email: "ada\0@example.com" }, "/email"],
    ["a NUL in the name", { name: "Ada\0" }, "/name"],
    ["a line break in the name", { name: "Ada\r\nLovelace" }, "/name"],
    ["half a character in the name", { name: "\ud83e" }, "/name"],
    ["half a character in the password", { password: "tulip art \ud83e" }, "/password"],
    ["a NUL in the password", { password: "tulip\0art at 7" }, "/password"],
    ["a password of 7 characters", { password: "garten1" }, "/password"],
    ["a password of 7 emoji", { password: "🥐🥐🥐🥐🥐🥐🥐" }, "/password"],
    ["a password of 257 characters", { password: "k".repeat(257) }, "/password"],
    ["a name for an array", { name: ["Ada"] }, "/name"],
  ])("refuses %s", async (_what, wrong, path) => {
    const { status, body } = await signUp(wrong);
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(body.error.details).toEqual([{ in: "body", path, message: expect.any(String) }]);
  });

  it("follows the setting for the shortest password", async () => {
    const demanding = await buildTestApp({ DATABASE_URL: app.databaseUrl, PASSWORD_MIN_LENGTH: "15" });
    try {
      await signUp({ password: "fourteen chars" }, demanding).expect(400);
      await signUp({ password: "fifteen charact" }, demanding).expect(201);
      const { email } = await signUpUser(app);
      await signIn({ email }, demanding).expect(200);
    } finally {
      await demanding.close();
    }
  });

  it("leaves nothing behind when it cannot be finished", async () => {
    for (const table of ["users", "accounts", "sessions"]) {
      const email = newEmail();
      const { status, body } = await withoutInserts(table, () => signUp({ email }));
      expect({ table, status, code: body.error.code }).toEqual({ table, status: 500, code: "INTERNAL_ERROR" });
      expect(await usersOf(email)).toEqual([]);
      await signUp({ email }).expect(201);
    }
  });
});

/** Does something while a table refuses new rows. */
async function withoutInserts<T>(table: string, work: () => PromiseLike<T>): Promise<T> {
  await app.db.execute(
    `create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
     create trigger refuse before insert on ${table} for each row execute function refuse()`,
  );
  try {
    return await work();
  } finally {
    await app.db.execute(`drop trigger refuse on ${table}`);
  }
}
