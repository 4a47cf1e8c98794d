import { sql } from "drizzle-orm";
import supertest from "supertest";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase } from "./database/client.ts";
import { createTestDatabase } from "./test/database/database.ts";
import { PASSWORD, signUpUser } from "./test/factories.ts";
import { readMail } from "./test/inbox.ts";
import { runServer } from "./test/run-program.ts";

const NEW_PASSWORD = "the one that she changed it to";
const WRONG_PASSWORD = "a wrong password, and nobody else's";

type Line = { level: number; msg: string; requestId?: string; [key: string]: unknown };

/** Everything that a server wrote, at its most talkative, while people came and went and things broke. */
let output: string;
let lines: Line[];
let ada: Awaited<ReturnType<typeof signUpUser>>;
let storedToken: string;
let cookie: string;
const mailTokens: string[] = [];

beforeAll(async () => {
  const database = await createTestDatabase(inject("postgresUrl"));
  const db = createDatabase({ url: database.url, max: 2 });
  try {
    await using server = await runServer({ DATABASE_URL: database.url, LOG_LEVEL: "trace" });
    const request = supertest(server.url);
    ada = await signUpUser({ request });
    storedToken =
      (await db.execute<{ token: string }>(sql`select session_token as token from sessions`)).rows[0]?.token ?? "";
    const { email } = ada;
    const signedIn = await request
      .post("/api/auth/signin")
      .set("x-request-id", "the-sign-in")
      .send({ email, password: PASSWORD });
    cookie = signedIn.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    await request.post("/api/auth/signin").send({ email, password: WRONG_PASSWORD }).expect(401);
    await request.post("/api/auth/signup").send({ email, password: WRONG_PASSWORD }).expect(409);
    await request.post("/api/auth/signin").send({ email: "not an address", password: WRONG_PASSWORD }).expect(400);
    await request
      .post("/api/auth/signin")
      .set("content-type", "application/json")
      .send(`{"password":"${WRONG_PASSWORD}`)
      .expect(400);
    await request.get(`/api/auth/session?sessionToken=${ada.sessionToken}`).set("cookie", cookie).expect(200);
    await request.get("/api/dashboard/data?range=%0d%0a{%22level%22:60}").set(ada.headers).expect(400);
    await request.get("/api/%0d%0a{%22level%22:60}").set("user-agent", "evil").expect(404);
    const mailToken = async (subject: RegExp) => {
      const { token } = await readMail({ request }, email, subject);
      mailTokens.push(token);
      return token;
    };
    await request
      .post("/api/auth/verify-email")
      .send({ token: await mailToken(/Confirm/) })
      .expect(200);
    await request.post("/api/auth/forgot-password").send({ email }).expect(202);
    const reset = { token: await mailToken(/Reset/), password: NEW_PASSWORD };
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    await request.post("/api/auth/change-password").set(ada.headers).send(change).expect(200);
    await request.post("/api/auth/reset-password").send(reset).expect(200);
    await request.post("/api/auth/reset-password").send(reset).expect(400);
    // what a statement carried must not be in its error
    for (const table of ["accounts", "sessions", "users"]) {
      await db.execute(`alter table ${table} rename to away`);
      await request
        .post("/api/auth/signup")
        .send({ email: `${table}@example.com`, password: PASSWORD })
        .expect(500);
      await request.post("/api/auth/signin").send({ email, password: NEW_PASSWORD }).expect(500);
      if (table === "sessions") await request.get("/api/auth/session").set(ada.headers).expect(500);
      await db.execute(`alter table away rename to ${table}`);
    }
    await request.post("/api/auth/signout").set(ada.headers).expect(200);
    await request.post("/api/auth/signout").send({ sessionToken: ada.sessionToken }).expect(200);
    server.signal("SIGTERM");
    ({ output } = await server.ended);
  } finally {
    await db.$client.end();
    await database.drop();
  }
  lines = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
});
afterAll(() => expect(lines.length).toBeGreaterThan(20));

it("is one JSON object a line, whatever was asked for", () => {
  for (const line of lines) expect(line).toMatchObject({ level: expect.any(Number), msg: expect.any(String) });
  expect(lines.filter(({ level }) => level === 60)).toEqual([]);
});

it("has a line for each request with its id, method, path and status", () => {
  const line = lines.find(({ requestId, res }) => requestId === "the-sign-in" && res !== undefined);
  expect(line).toMatchObject({ req: { method: "POST", path: "/api/auth/signin" }, res: { statusCode: 200 } });
});

it("has a line for each event of authentication", () => {
  const events = lines.filter(({ event }) => event !== undefined).map(({ event }) => event);
  const expected = ["signed up", "signed in", "refused", "signed out", "email confirmed", "password changed"];
  for (const event of expected) expect(events).toContain(event);
  const signIn = lines.find(({ requestId, event }) => requestId === "the-sign-in" && event !== undefined);
  expect(signIn).toMatchObject({ event: "signed in", userId: ada.user.id });
  // deploy/monitoring/README.md sends operators there
  expect(lines.find(({ event }) => event === "refused")).toHaveProperty("ip", "127.0.0.1");
});

it("has the cause of what broke", () => {
  const broken = lines.filter(({ level }) => level === 50);
  expect(broken.length).toBeGreaterThanOrEqual(5);
  expect(JSON.stringify(broken)).toContain("does not exist");
});

it("has no password, no hash, no token and no cookie in it", () => {
  const secrets = {
    PASSWORD,
    WRONG_PASSWORD,
    NEW_PASSWORD,
    confirmToken: mailTokens[0] ?? "",
    resetToken: mailTokens[1] ?? "",
    storedToken,
    signature: ada.sessionToken.split(".")[1] ?? "",
    cookie: cookie.split(".")[1] ?? "",
  };
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length).toBeGreaterThan(8);
    expect({ name, found: output.includes(secret) || output.includes(encodeURIComponent(secret)) }).toEqual({
      name,
      found: false,
    });
  }
  expect(output).not.toMatch(/\$argon2id|authorization|set-cookie|__Host-session/i);
});
