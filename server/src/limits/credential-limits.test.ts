import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { rateLimits } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";
import { retryAfter } from "../test/http/retry-after.ts";
import { signIn } from "../test/session.ts";

describe("an account", () => {
  let app: TestApp;
  let replica: TestApp;
  beforeAll(async () => {
    app = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "3" });
    replica = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "3", DATABASE_URL: app.databaseUrl });
  });
  afterAll(async () => {
    await replica.close();
    await app.close();
  });

  it("is limited after the allowed wrong passwords, also for the right one, whatever the email's case, on every replica", async () => {
    const { email } = await signUpUser(app);
    for (let attempt = 0; attempt < 3; attempt++) await signIn(app, email, "wrong").expect(401);

    const refused = await signIn(replica, email.toUpperCase()).expect(429);

    expect(refused.body.error.code).toBe("RATE_LIMITED");
    expect(retryAfter(refused)).toBeGreaterThan(14 * 60);
    expect(retryAfter(refused)).toBeLessThanOrEqual(15 * 60);
  });

  it("gives no more guesses to many requests at once", async () => {
    const { email } = await signUpUser(app);
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(app, email, "wrong")));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([401, 401, 401, ...Array(9).fill(429)]);
  });

  it("that does not exist is limited in the same way", async () => {
    const email = "nobody-here@example.com";
    for (let attempt = 0; attempt < 3; attempt++) await signIn(app, email, "wrong").expect(401);
    await signIn(app, email, "wrong").expect(429);
  });

  it("is not limited by right passwords, which clear the count", async () => {
    const { email } = await signUpUser(app);
    for (let round = 0; round < 3; round++) {
      await signIn(app, email, "wrong").expect(401);
      await signIn(app, email, "wrong").expect(401);
      await signIn(app, email).expect(200);
    }
  });

  it("is not limited by right passwords of somebody signed in, which clear the count, too", async () => {
    const { headers } = await signUpUser(app);
    const confirm = (password: string) =>
      app.request.post("/api/auth/passkeys/options").set(headers).send({ password });
    for (let round = 0; round < 3; round++) {
      await confirm("wrong").expect(401);
      await confirm("wrong").expect(401);
      await confirm(PASSWORD).expect(200);
    }
  });

  it("is not limited by right passwords that open nothing yet: only a wrong guess stays counted", async () => {
    const settings = { LOGIN_ATTEMPTS_PER_ACCOUNT: "3", EMAIL_VERIFICATION: "required" };
    const strict = await buildTestApp({ ...settings, DATABASE_URL: app.databaseUrl });
    const { email } = await signUpUser(app);
    for (let attempt = 0; attempt < 5; attempt++) await signIn(strict, email).expect(403);
    await signIn(strict, email, "wrong").expect(401);
    await strict.close();
  });

  it("is free again once its time is over", async () => {
    const { email } = await signUpUser(app);
    for (let attempt = 0; attempt < 3; attempt++) await signIn(app, email, "wrong").expect(401);
    await signIn(app, email).expect(429);
    await app.db.update(rateLimits).set({ expire: Date.now() - 1 });
    for (let attempt = 0; attempt < 3; attempt++) await signIn(app, email, "wrong").expect(401);
    const refused = await signIn(app, email).expect(429);
    expect(retryAfter(refused)).toBeGreaterThan(14 * 60);
  });

  it("is limited for as long by a replica whose clock is ahead", async () => {
    const { email } = await signUpUser(app);
    for (let attempt = 0; attempt < 3; attempt++) await signIn(app, email, "wrong").expect(401);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
    const refused = await signIn(app, email).then().finally(vi.useRealTimers);
    expect(refused.status).toBe(429);
    expect(retryAfter(refused)).toBeLessThanOrEqual(15 * 60);
    await signIn(app, email).expect(429);
  });

  it("leaves other accounts alone", async () => {
    const [one, other] = [await signUpUser(app), await signUpUser(app)];
    for (let attempt = 0; attempt < 4; attempt++) await signIn(app, one.email, "wrong");
    await signIn(app, other.email).expect(200);
  });
});

describe("an IP address", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await buildTestApp({ AUTH_REQUESTS_PER_ADDRESS: "4", TRUST_PROXY: "1" });
  });
  afterAll(() => app.close());

  const signInFrom = (...forwardedFor: string[]) =>
    app.request
      .post("/api/auth/signin")
      .set("x-forwarded-for", forwardedFor.join(", "))
      .send({ email: `${Math.random()}@example.com`, password: "wrong" });

  it("is limited over sign-in and sign-up together, and others behind the same proxy are not", async () => {
    for (let request = 0; request < 3; request++) await signInFrom("203.0.113.1").expect(401);
    await app.request.post("/api/auth/signup").set("x-forwarded-for", "203.0.113.1").send({}).expect(400);

    const refused = await signInFrom("203.0.113.1").expect(429);

    expect(retryAfter(refused)).toBeGreaterThan(30);
    expect(retryAfter(refused)).toBeLessThanOrEqual(60);
    await signInFrom("203.0.113.2").expect(401);
  });

  it("is limited over requests that can't be read, too", async () => {
    const send = (body: string, type = "application/json") =>
      app.request.post("/api/auth/signin").set({ "x-forwarded-for": "203.0.113.30", "content-type": type }).send(body);
    await send("{}").expect(400);
    await send("{").expect(400);
    await send("a=b", "application/x-www-form-urlencoded").expect(415);
    await send(`"${"x".repeat(70_000)}"`).expect(413);
    await send("{}").expect(429);
    await signInFrom("203.0.113.30").expect(429);
  });

  it("cannot be changed by inventing forwarded ones", async () => {
    const attempts = Array.from({ length: 6 }, (_, index) => signInFrom(`198.51.100.${index}`, "203.0.113.9"));
    const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
  });

  it("is the proxy's where the proxy passes on something else than an IP address", async () => {
    const attempts = Array.from({ length: 6 }, (_, index) => signInFrom(`nonsense-${index}`));
    const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
  });

  it("of IPv6 counts by its /64", async () => {
    for (let host = 1; host <= 4; host++) await signInFrom(`2001:db8:0:1::${host}`).expect(401);
    await signInFrom("2001:db8:0:1:ffff::5").expect(429);
    await signInFrom("2001:db8:0:2::1").expect(401);
  });

  it("that is limited still reads its session and signs out", async () => {
    for (let request = 0; request < 5; request++) await signInFrom("203.0.113.20");
    await app.request.get("/api/auth/session").set("x-forwarded-for", "203.0.113.20").expect(200);
    await app.request.post("/api/auth/signout").set("x-forwarded-for", "203.0.113.20").expect(200);
  });
});
