import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { DEMO_ACCOUNT, seedDemoAccount } from "./seed.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

it("the demo account has no session but its visitor's", async () => {
  expect(await seedDemoAccount({ ...app.config, databaseUrl: app.databaseUrl })).toBe(true);
  expect(await seedDemoAccount({ ...app.config, databaseUrl: app.databaseUrl })).toBe(false);
  const { email, password } = DEMO_ACCOUNT;
  const signedIn = await app.request.post("/api/auth/signin").set("user-agent", "visitor").send({ email, password });
  const headers = { authorization: `Bearer ${signedIn.body.data.sessionToken}` };

  const sessions = await app.request.get("/api/auth/sessions").set(headers).expect(200);
  expect(sessions.body.data.map(({ userAgent }: { userAgent: string }) => userAgent)).toEqual(["visitor"]);
});
