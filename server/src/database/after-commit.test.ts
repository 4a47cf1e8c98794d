import { randomUUID } from "node:crypto";
import type { Test } from "supertest";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { openLine } from "../test/database/line.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";
import { codeOf } from "../test/two-factor/totp.ts";
import { setUpTwoFactor, turnOnTwoFactor } from "../test/two-factor/two-factor.ts";

let direct: TestApp;
beforeAll(async () => {
  direct = await buildTestApp();
});
afterAll(() => direct.close());

const changes: [name: string, lastMessage: string, status: number, (app: TestApp) => Promise<() => Test>][] = [
  [
    "a sign-up",
    "commit",
    201,
    async (app) => () =>
      app.request.post("/api/auth/signup").send({ email: `${randomUUID()}@example.com`, password: PASSWORD }),
  ],
  [
    "a sign-in in place of another",
    "begin_session",
    200,
    async (app) => {
      const { headers, email } = await signUpUser(direct);
      return () => app.request.post("/api/auth/signin").set(headers).send({ email, password: PASSWORD });
    },
  ],
  [
    "turning two-factor authentication on",
    "commit",
    200,
    async (app) => {
      const { headers } = await signUpUser(direct);
      const { secret } = await setUpTwoFactor(direct, headers);
      return () =>
        app.request
          .post("/api/auth/two-factor/confirm")
          .set(headers)
          .send({ code: codeOf(secret) });
    },
  ],
  [
    "turning it off",
    "commit",
    200,
    async (app) => {
      const { headers } = await turnOnTwoFactor(direct);
      return () => app.request.delete("/api/auth/two-factor").set(headers).send({ password: PASSWORD });
    },
  ],
];

it.concurrent.for(changes)(
  "answers %s with its new session, though the database falls silent once it's committed",
  async ([, lastMessage, status, prepare]) => {
    const line = await openLine(direct.databaseUrl);
    const app = await buildTestApp({ DATABASE_URL: line.url });
    try {
      const request = await prepare(app);
      line.stallAfter(lastMessage);
      const answer = await request();
      expect({ silent: line.isSilent(), status: answer.status }).toEqual({ silent: true, status });
      const headers = { authorization: `Bearer ${answer.body.data.sessionToken}` };
      await direct.request.get("/api/auth/sessions").set(headers).expect(200);
    } finally {
      line.mend();
      await app.close();
      await line.close();
    }
  },
);
