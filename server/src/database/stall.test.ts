import { randomUUID } from "node:crypto";
import { inArray } from "drizzle-orm";
import type { Test } from "supertest";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { issueMailToken } from "../auth/mail/link-tokens.ts";
import { Authenticator } from "../test/authenticator.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { openLine, type Stall } from "../test/database/line.ts";
import { addPasskey, askForOptions, PASSWORD, signUpUser } from "../test/factories.ts";
import { codeOf } from "../test/two-factor/totp.ts";
import { setUpTwoFactor, turnOnTwoFactor } from "../test/two-factor/two-factor.ts";
import { users } from "./schema.ts";

/** The bar of an answer, milliseconds. The time limit here is shorter than in production; what follows it is not. */
const ANSWER_LIMIT_MS = 5000;
const TIME_LIMIT_MS = 1000;
const NEW_PASSWORD = "paper boat at 8";

let direct: TestApp;
beforeAll(async () => {
  direct = await buildTestApp({}, { databaseTimeLimitMs: 30_000 });
});
afterAll(() => direct.close());

/** What a request needs is made over a line that never stalls. @returns the request, to be sent over one that does */
type Route = (app: TestApp) => Promise<() => Test>;

const newEmail = () => `${randomUUID()}@example.com`;
const asSomebody =
  (request: (app: TestApp, somebody: Awaited<ReturnType<typeof signUpUser>>) => Test): Route =>
  async (app) => {
    const somebody = await signUpUser(direct);
    return () => request(app, somebody);
  };
const asTwoFactorUser =
  (request: (app: TestApp, headers: Record<string, string>) => Test): Route =>
  async (app) => {
    const { headers } = await turnOnTwoFactor(direct);
    return () => request(app, headers);
  };

/** As a mail would bring it; but a stalled app may be the one that took the mail to send it. */
async function mailToken(purpose: "reset-password" | "verify-email") {
  const { user, email } = await signUpUser(direct);
  return issueMailToken(direct.db, { userId: user.id, email, purpose });
}

const routes: Record<string, Route> = {
  "sign up": async (app) => () => {
    return app.request.post("/api/auth/signup").send({ email: newEmail(), password: PASSWORD });
  },
  "sign in": asSomebody((app, { email }) => app.request.post("/api/auth/signin").send({ email, password: PASSWORD })),
  "sign in with a wrong password": asSomebody((app, { email }) =>
    app.request.post("/api/auth/signin").send({ email, password: "wrong password" }),
  ),
  "sign out": asSomebody((app, { headers }) => app.request.post("/api/auth/signout").set(headers)),
  "change the name": asSomebody((app, { headers }) =>
    app.request.patch("/api/auth/user").set(headers).send({ name: "Grace" }),
  ),
  "change the password": asSomebody((app, { headers }) =>
    app.request
      .post("/api/auth/change-password")
      .set(headers)
      .send({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD }),
  ),
  "change the email": asSomebody((app, { headers }) =>
    app.request.post("/api/auth/change-email").set(headers).send({ email: newEmail(), password: PASSWORD }),
  ),
  "forget the password": asSomebody((app, { email }) => app.request.post("/api/auth/forgot-password").send({ email })),
  "reset the password": async (app) => {
    const token = await mailToken("reset-password");
    return () => app.request.post("/api/auth/reset-password").send({ token, password: NEW_PASSWORD });
  },
  "verify the email": async (app) => {
    const token = await mailToken("verify-email");
    return () => app.request.post("/api/auth/verify-email").send({ token });
  },
  "end the other sessions": asSomebody((app, { headers }) => app.request.delete("/api/auth/sessions").set(headers)),
  "delete the account": asSomebody((app, { headers }) =>
    app.request.delete("/api/auth/user").set(headers).send({ password: PASSWORD }),
  ),
  "set up two-factor authentication": asSomebody((app, { headers }) =>
    app.request.post("/api/auth/two-factor").set(headers).send({ password: PASSWORD }),
  ),
  "turn two-factor authentication on": async (app) => {
    const { headers } = await signUpUser(direct);
    const { secret } = await setUpTwoFactor(direct, headers);
    return () =>
      app.request
        .post("/api/auth/two-factor/confirm")
        .set(headers)
        .send({ code: codeOf(secret) });
  },
  "turn two-factor authentication off": asTwoFactorUser((app, headers) =>
    app.request.delete("/api/auth/two-factor").set(headers).send({ password: PASSWORD }),
  ),
  "make new recovery codes": asTwoFactorUser((app, headers) =>
    app.request.post("/api/auth/two-factor/recovery-codes").set(headers).send({ password: PASSWORD }),
  ),
  "add a passkey": async (app) => {
    const { headers } = await signUpUser(direct);
    const { options, cookie } = await askForOptions(direct, "passkeys/options", headers);
    const body = { name: "Laptop", response: new Authenticator().register(options) };
    return () => app.request.post("/api/auth/passkeys").set(headers).set("cookie", cookie).send(body);
  },
  "sign in by passkey": async (app) => {
    const { headers } = await signUpUser(direct);
    const authenticator = new Authenticator();
    await addPasskey(direct, headers, authenticator);
    const { options, cookie } = await askForOptions(direct, "signin/passkey/options");
    const body = { response: authenticator.sign(options) };
    return () => app.request.post("/api/auth/signin/passkey").set("cookie", cookie).send(body);
  },
  "remove a passkey": async (app) => {
    const { headers } = await signUpUser(direct);
    const { id } = await addPasskey(direct, headers, new Authenticator());
    return () => app.request.delete(`/api/auth/passkeys/${id}`).set(headers).send({ password: PASSWORD });
  },
};

/** How many lines share a route's messages, so that their waits overlap. */
const LINES = 2;

/** Stalls lines at each message of a route, until the route needs fewer messages than that. @returns how many it needs */
async function stallEverywhere(prepare: Route, poolMax: number, at: Stall): Promise<number> {
  const lines = Array.from({ length: LINES }, (_, index) => stallFrom(index + 1, prepare, poolMax, at));
  return Math.max(...(await Promise.all(lines)));
}

/** Stalls one line at every `LINES`th message of a route, starting with `first`. @returns the last one it needs */
async function stallFrom(first: number, prepare: Route, poolMax: number, at: Stall): Promise<number> {
  const line = await openLine(direct.databaseUrl);
  const app = await buildTestApp(
    { DATABASE_URL: line.url, DATABASE_POOL_MAX: String(poolMax) },
    { databaseTimeLimitMs: TIME_LIMIT_MS },
  );
  const people = await Promise.all(Array.from({ length: poolMax }, () => signUpUser(direct)));
  let message = first - LINES;
  try {
    do {
      message += LINES;
      const request = await prepare(app);
      line.stallAt(message, at);
      const started = performance.now();
      const { status, body } = await request();
      const about = { message, status, code: body.error?.code ?? null };
      expect(performance.now() - started, JSON.stringify(about)).toBeLessThan(ANSWER_LIMIT_MS);
      // a busy machine refuses some before it asks the database
      if (!line.isSilent() && status === 503) message -= LINES;
      else if (!line.isSilent()) break;
      // the stall may have hit what goes on behind the request, such as sending mail
      if (status >= 400) expect(about).toMatchObject({ status: 503, code: "SERVICE_UNAVAILABLE" });
      line.mend();
      await expectEveryConnectionWell(app, people, `${message}`);
    } while (message < 60);
  } finally {
    line.mend();
    const started = performance.now();
    await app.close();
    await line.close();
    expect(performance.now() - started).toBeLessThan(10_000);
  }
  return message - LINES;
}

/** As many changes at once as there are connections: each is answered well, and is there to see from elsewhere. */
async function expectEveryConnectionWell(app: TestApp, people: Awaited<ReturnType<typeof signUpUser>>[], mark: string) {
  await vi.waitFor(
    () =>
      Promise.all(
        people.map(({ headers }, index) =>
          app.request
            .patch("/api/auth/user")
            .set(headers)
            .send({ name: `${mark}-${index}` })
            .expect(200),
        ),
      ),
    { timeout: 10_000, interval: 20 },
  );
  const ids = people.map(({ user }) => user.id);
  const rows = await direct.db.select({ name: users.name }).from(users).where(inArray(users.id, ids));
  expect(rows.map(({ name }) => name).sort()).toEqual(people.map((_, index) => `${mark}-${index}`).sort());
  // as soon as whatever went on behind the request has ended too
  await vi.waitFor(
    () => {
      const { idleCount, totalCount, waitingCount } = app.db.$client;
      expect(totalCount).toBeLessThanOrEqual(people.length);
      expect({ idleCount, waitingCount }).toEqual({ idleCount: totalCount, waitingCount: 0 });
    },
    { timeout: 10_000, interval: 20 },
  );
}

it.concurrent.for(
  Object.entries(routes).flatMap(([name, route]) => [
    { name, route, poolMax: 1, at: "request" as const },
    { name, route, poolMax: 3, at: "answer" as const },
  ]),
)(
  "$name: with a pool of $poolMax, a line that stalls before any $at is 503 in time, and loses neither a connection nor a later write",
  { timeout: 120_000 },
  async ({ route, poolMax, at }) => {
    expect(await stallEverywhere(route, poolMax, at)).toBeGreaterThan(0);
  },
);
