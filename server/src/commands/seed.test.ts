import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { DEMO_ACCOUNT, seedDemoAccount } from "./seed.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

it("the demo account has no session but its visitor's", async () => {
  const { databaseUrl } = app;
  // this machine has just used up what an IP address may ask for
  await app.request.post("/api/auth/signin").send({ email: "somebody@example.com", password: "wrong" }).expect(401);
  expect(await seedDemoAccount({ ...app.config, databaseUrl, authRequestsPerIp: 1 })).toBe(true);
  expect(await seedDemoAccount({ ...app.config, databaseUrl })).toBe(false);
  const { email, password } = DEMO_ACCOUNT;
  const signedIn = await app.request.post("/api/auth/signin").set("user-agent", "visitor").send({ email, password });
  const headers = { authorization: `Bearer ${signedIn.body.data.sessionToken}` };

  const sessions = await app.request.get("/api/auth/sessions").set(headers).expect(200);
  expect(sessions.body.data.map(({ userAgent }: { userAgent: string }) => userAgent)).toEqual(["visitor"]);
});
