import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { activity } from "../../database/schema.ts";
import { type ActivityRow, eventsOf, insertEvents, listActivity } from "../../test/activity.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { type OidcAccount, startOidcProvider } from "../../test/oidc/oidc-provider.ts";
import { REDIRECT_URI } from "../../test/oidc/sign-in-with-oidc.ts";
import { signIn } from "../../test/session.ts";

let oidc: Awaited<ReturnType<typeof startOidcProvider>>;
let app: TestApp;
beforeAll(async () => {
  oidc = await startOidcProvider({ redirectUris: [REDIRECT_URI], accounts: [] as OidcAccount[] });
  app = await buildTestApp({ ...oidc.settings, LOGIN_ATTEMPTS_PER_ACCOUNT: "1000" });
});
afterAll(async () => {
  await app.close();
  await oidc.close();
});

type Headers = Record<string, string>;

describe("reading it", () => {
  it("goes page by page through every event once, newest first, also while new ones come", async () => {
    const { email, headers, user } = await signUpUser(app);
    await insertEvents(app, user.id, 60);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listActivity>> = await listActivity(app, headers, {
        limit: 7,
        ...(cursor && { cursor }),
      });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor;
      await signIn(app, email).expect(200);
    } while (cursor);
    const rows = await app.db
      .select({ id: activity.id })
      .from(activity)
      .where(eq(activity.userId, user.id))
      .orderBy(sql`at desc, id desc`);
    // the sign-ins came on top
    expect(seen).toEqual(rows.slice(-61).map(({ id }) => id));
  });

  it("shows twenty-five unless asked for more, and nothing of anybody else", async () => {
    const [one, other] = [await signUpUser(app), await signUpUser(app)];
    await insertEvents(app, one.user.id, 40);
    expect((await listActivity(app, one.headers)).rows).toHaveLength(25);
    expect(await eventsOf(app, other.headers)).toEqual(["signed-up"]);
  });

  it("refuses a cursor that is altered or somebody else's, and what it doesn't know", async () => {
    const [one, other] = [await signUpUser(app), await signUpUser(app)];
    await insertEvents(app, one.user.id, 3);
    const { nextCursor } = await listActivity(app, one.headers, { limit: 2 });
    const cursor = nextCursor ?? "";
    const refused = async (headers: Headers, query: Record<string, string>) => {
      const { body } = await app.request.get("/api/auth/activity").set(headers).query(query).expect(400);
      expect(body.error.code).toBe("VALIDATION_ERROR");
    };
    await refused(one.headers, { cursor: `x${cursor}` });
    await refused(one.headers, { cursor: cursor.replace(/\.(.)/, (_, first) => (first === "A" ? ".B" : ".A")) });
    await refused(one.headers, { cursor: "" });
    await refused(other.headers, { cursor });
    await refused(one.headers, { limit: "0" });
    await refused(one.headers, { limit: "101" });
    await refused(one.headers, { event: "signed-up" });
    await app.request.get("/api/auth/activity").expect(401);
  });

  it("goes on from a cursor that was written before AUTH_SECRET was replaced, for as long as the old one is named", async () => {
    const { headers, user } = await signUpUser(app);
    await insertEvents(app, user.id, 3);
    const { nextCursor } = await listActivity(app, headers, { limit: 2 });
    const [old] = app.config.authSecrets;
    const secret = "the-next-one-the-next-one-the-next-one-the-next-one";
    const replaced = await buildTestApp({ DATABASE_URL: app.databaseUrl, AUTH_SECRET: `${secret},${old}` });
    const { rows } = await listActivity(replaced, headers, { cursor: nextCursor ?? "" });
    expect(rows).toHaveLength(2);
    await replaced.close();
  });

  it("is part of the export, however much there is", async () => {
    const { headers, user } = await signUpUser(app);
    await insertEvents(app, user.id, 2500);
    const { body } = await app.request.get("/api/auth/export").set(headers).expect(200);
    const rows = await app.db
      .select({ id: activity.id })
      .from(activity)
      .where(eq(activity.userId, user.id))
      .orderBy(sql`at desc, id desc`);
    expect(rows).toHaveLength(2502);
    expect(body.data.activity.map(({ id }: ActivityRow) => id)).toEqual(rows.map(({ id }) => id));
    expect(body.data.activity[0]).toMatchObject({ event: "data-exported" });
  });

  it("reads a page of a long list by the index, without sorting", async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => signUpUser(app)));
    for (const { user } of people) await insertEvents(app, user.id, 10_000);
    const user = people[0]?.user;
    await app.db.execute(sql`analyze activity`);
    const { rows } = await app.db.execute(sql`
      explain select * from activity
      where user_id = ${user?.id} and (at, id) < (now() - interval '1 hour', gen_random_uuid())
      order by at desc, id desc limit 26`);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("Index Scan Backward using idx_activity_user");
    expect(plan).not.toContain("Sort");
  });
});

it("is forgotten after ninety days", async () => {
  const { headers, user } = await signUpUser(app);
  await app.db.insert(activity).values([
    { userId: user.id, event: "signed-out", requestId: "r", at: new Date(Date.now() - 91 * 86_400_000) },
    { userId: user.id, event: "password-changed", requestId: "r", at: new Date(Date.now() - 89 * 86_400_000) },
  ]);
  await app.app.cleanUp();
  expect(await eventsOf(app, headers)).toEqual(["password-changed", "signed-up"]);
});
