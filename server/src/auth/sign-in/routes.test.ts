import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessions } from "../../database/schema.ts";
import { accountRequests, newEmail } from "../../test/account-requests.ts";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { isSignedIn } from "../../test/session.ts";
import { createBetterAuth } from "../better-auth/plugin.ts";

let app: TestApp;
/** The same, where an email has to be verified before its first sign-in. */
let strict: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
  strict = await buildTestApp({ EMAIL_VERIFICATION: "required" });
});
afterAll(async () => {
  await app.close();
  await strict.close();
});

const { signUp, signIn } = accountRequests(() => app);

const signOut = (headers: Record<string, string>, body?: object) =>
  app.request.post("/api/auth/signout").set(headers).send(body);

describe("sign-in", () => {
  it("starts another session", async () => {
    const ada = await signUpUser(app);
    const { status, body } = await signIn({ email: ada.email });
    expect(status).toBe(200);
    expect(Object.keys(body.data)).toEqual(["user", "sessionToken", "expiresAt"]);
    expect(body.data.user).toEqual(ada.user);
    expect(body.data.sessionToken).not.toBe(ada.sessionToken);
    expect(await isSignedIn(app, ada.headers)).toBe(true);
    expect(await isSignedIn(app, { authorization: `Bearer ${body.data.sessionToken}` })).toBe(true);
  });

  it("takes the email in any case", async () => {
    const { email } = await signUpUser(app);
    await signIn({ email: email.toUpperCase() }).expect(200);
  });

  it("gives a page the cookie and no token", async () => {
    const { email } = await signUpUser(app);
    const { body, headers } = await signIn({ email }, app, { origin: CLIENT_ORIGIN });
    expect(body.data.sessionToken).toBeNull();
    expect(await isSignedIn(app, { cookie: headers["set-cookie"]?.[0]?.split(";")[0] ?? "" })).toBe(true);
  });

  it("answers the same for an unknown email and a wrong password", async () => {
    const { email } = await signUpUser(app);
    const answers = [
      await signIn({ email, password: "wrong password" }),
      await signIn({ email: newEmail() }),
      await signIn({ email: email.replace("@", "+x@") }),
    ];
    const [first, ...others] = answers.map(({ status, body: { error }, headers }) => ({
      status,
      error: { ...error, requestId: "" },
      headers: { ...headers, date: "", "x-request-id": "" },
    }));
    expect(first).toMatchObject({ status: 401, error: { code: "INVALID_CREDENTIALS" } });
    expect(first?.headers).not.toHaveProperty("set-cookie");
    for (const other of others) expect(other).toEqual(first);
  });

  it.each([["\ud800"], ["tulip art at 7\0"], ["' or '1'='1"], ["k".repeat(256)]])(
    "takes %j for a password that is wrong",
    async (password) => {
      const { email } = await signUpUser(app);
      expect((await signIn({ email, password })).status).toBe(401);
    },
  );

  it("refuses a very long password before it hashes it", async () => {
    const { email } = await signUpUser(app);
    expect((await signIn({ email, password: "k".repeat(60_000) })).status).toBe(400);
  });

  it.each(["cookie", "header"])("replaces the session that the request carries in its %s", async (carrier) => {
    const { email, sessionToken, headers } = await signUpUser(app);
    const carried = carrier === "header" ? headers : { cookie: `__Host-session=${sessionToken}` };
    const { body } = await signIn({ email }, app, carried);
    expect(await isSignedIn(app, headers)).toBe(false);
    expect(await isSignedIn(app, { authorization: `Bearer ${body.data.sessionToken}` })).toBe(true);
  });

  it("replaces another user's session too, and sign-up does the same", async () => {
    const ada = await signUpUser(app);
    const eve = await signUpUser(app);
    await signIn({ email: eve.email }, app, ada.headers).expect(200);
    expect(await isSignedIn(app, ada.headers)).toBe(false);
    await signUp({}, app, eve.headers).expect(201);
    expect(await isSignedIn(app, eve.headers)).toBe(false);
  });

  it("leaves the carried session alone when it fails", async () => {
    const { email, headers } = await signUpUser(app);
    await signIn({ email, password: "wrong password" }, app, headers).expect(401);
    await signUp({ email }, app, headers).expect(409);
    expect(await isSignedIn(app, headers)).toBe(true);
  });

  it("notes where a session began, by the connection's IP address and not by what a client claims", async () => {
    const { user } = await signUpUser(app);
    const claims = { "x-forwarded-for": "203.0.113.9", "x-real-ip": "203.0.113.9", "x-client-ip": "203.0.113.9" };
    await signIn({ email: user.email }, app, { ...claims, "user-agent": "knitting-machine/1" });
    const rows = await app.db.select().from(sessions).where(eq(sessions.userId, user.id));
    expect(rows.map(({ ipAddress }) => ipAddress)).toEqual(["127.0.0.1", "127.0.0.1"]);
    expect(rows.map(({ userAgent }) => userAgent)).toContain("knitting-machine/1");
  });

  it("notes the IP address that a trusted proxy names", async () => {
    const proxied = await buildTestApp({ DATABASE_URL: app.databaseUrl, TRUST_PROXY: "1" });
    try {
      const { user } = await signUpUser(app);
      await signIn({ email: user.email }, proxied, { "x-forwarded-for": "198.51.100.1, 203.0.113.9" }).expect(200);
      const rows = await app.db.select().from(sessions).where(eq(sessions.userId, user.id));
      expect(rows.map(({ ipAddress }) => ipAddress).sort()).toEqual(["127.0.0.1", "203.0.113.9"]);
    } finally {
      await proxied.close();
    }
  });

  it("says that something is wrong on our side when no session can be stored", async () => {
    const { email } = await signUpUser(app);
    const { status, body } = await withoutInserts("sessions", () => signIn({ email }));
    expect({ status, code: body.error.code }).toEqual({ status: 500, code: "INTERNAL_ERROR" });
  });
});

describe("sign-out", () => {
  it("ends the session of the header, and clears the cookie", async () => {
    const { headers } = await signUpUser(app);
    const response = await signOut(headers).expect(200);
    expect(response.body).toEqual({ status: "success", data: { signedOut: true }, error: null });
    expect(response.headers["set-cookie"]).toEqual([expect.stringMatching(/^__Host-session=;/)]);
    expect(await isSignedIn(app, headers)).toBe(false);
  });

  it("ends the session of the cookie", async () => {
    const { sessionToken, headers } = await signUpUser(app);
    await signOut({ cookie: `__Host-session=${sessionToken}`, origin: CLIENT_ORIGIN }).expect(200);
    expect(await isSignedIn(app, headers)).toBe(false);
  });

  it("ends the session that the body names, and that one only", async () => {
    const named = await signUpUser(app);
    const header = await signUpUser(app);
    const cookie = await signUpUser(app);
    const carriers = { ...header.headers, cookie: `__Host-session=${cookie.sessionToken}` };
    await signOut(carriers, { sessionToken: named.sessionToken }).expect(200);
    expect(await isSignedIn(app, named.headers)).toBe(false);
    expect(await isSignedIn(app, header.headers)).toBe(true);
    expect(await isSignedIn(app, cookie.headers)).toBe(true);
    await signOut(carriers, {}).expect(200);
    expect(await isSignedIn(app, header.headers)).toBe(false);
    expect(await isSignedIn(app, cookie.headers)).toBe(true);
  });

  it("answers the same where there is nothing to end", async () => {
    const { sessionToken, headers } = await signUpUser(app);
    await signOut(headers);
    const { headers: standing } = await signUpUser(app);
    const answers = [
      await signOut(headers),
      await signOut({}),
      await signOut({}, { sessionToken }),
      await signOut({ authorization: "Bearer null" }),
      await signOut({ authorization: "Bearer %ZZ" }),
      await signOut({ cookie: "__Host-session=nonsense" }),
      await signOut(standing, { sessionToken: "nonsense" }),
      await signOut(standing, { sessionToken: "" }),
    ];
    for (const { status, body } of answers) {
      expect({ status, data: body.data }).toEqual({ status: 200, data: { signedOut: true } });
    }
    expect(await isSignedIn(app, standing)).toBe(true);
  });

  it("does not end a session for someone who only knows what the database holds", async () => {
    const { user, headers } = await signUpUser(app);
    const [row] = await app.db.select().from(sessions).where(eq(sessions.userId, user.id));
    await signOut({}, { sessionToken: row?.token }).expect(200);
    expect(await isSignedIn(app, headers)).toBe(true);
  });

  it.each([
    [{ sessionToken: 1 }],
    [{ sessionToken: ["a"] }],
    [{ token: "a" }],
    [[]],
    [{ sessionToken: "k".repeat(2000) }],
  ])("refuses the body %j, and ends nothing", async (body) => {
    const { headers } = await signUpUser(app);
    await signOut(headers, body).expect(400);
    expect(await isSignedIn(app, headers)).toBe(true);
  });
});

describe("the session", () => {
  it("is the user and when it ends", async () => {
    const { user, expiresAt, headers } = await signUpUser(app);
    const { status, body } = await app.request.get("/api/auth/session").set(headers);
    expect({ status, body }).toEqual({
      status: 200,
      body: { status: "success", data: { user, expiresAt }, error: null },
    });
  });

  it("is null without a session", async () => {
    const { status, body } = await app.request.get("/api/auth/session");
    expect({ status, body }).toEqual({ status: 200, body: { status: "success", data: null, error: null } });
  });
});

it("finds in the database what Better Auth expects there", async () => {
  const context = await createBetterAuth(app.config, app.db, app.app.log).$context;
  expect(context.explicitSchemaCheck).toBeTypeOf("function");
  await expect(context.explicitSchemaCheck?.()).resolves.toBeUndefined();
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
