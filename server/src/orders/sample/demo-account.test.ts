import { afterAll, beforeAll, expect, it } from "vitest";
import { DEMO_ACCOUNT, seedDemoAccount } from "../../commands/seed.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

it("the demo account has orders", async () => {
  await seedDemoAccount({ ...app.config, databaseUrl: app.databaseUrl });
  const { email, password } = DEMO_ACCOUNT;
  const { body } = await app.request.post("/api/auth/signin").send({ email, password }).expect(200);
  const headers = { authorization: `Bearer ${body.data.sessionToken}` };
  const dashboard = await app.request.get("/api/dashboard/data").set(headers).expect(200);
  expect(dashboard.body.data.tableRows).toHaveLength(10);
});
