import { availableParallelism } from "node:os";
import { sql } from "drizzle-orm";
import Fastify from "fastify";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { startOidcProvider } from "../../test/oidc/oidc-provider.ts";
import { REDIRECT_URI } from "../../test/oidc/sign-in-with-oidc.ts";
import { refuseWhenBusy } from "./hash.ts";

/** Requests that hold all the room there is until they are let go. */
const others = Fastify();
const letGo = Promise.withResolvers<void>();
others.post("/", { onRequest: refuseWhenBusy }, () => letGo.promise.then(() => "done"));
// with a body that has been read: one that doesn't come keeps no room
const hold = () => others.inject({ method: "POST", url: "/", payload: {} });

let oidc: Awaited<ReturnType<typeof startOidcProvider>>;
let app: TestApp;
let headers: Record<string, string>;
let held: Promise<unknown>;
beforeAll(async () => {
  oidc = await startOidcProvider({ redirectUris: [REDIRECT_URI], accounts: [] });
  app = await buildTestApp(oidc.settings);
  ({ headers } = await signUpUser(app));
  const room = availableParallelism() + 64;
  held = Promise.all(Array.from({ length: room }, hold));
  expect((await hold()).statusCode).toBe(503);
});
afterAll(async () => {
  letGo.resolve();
  await held;
  await others.close();
  await app.close();
  await oidc.close();
});

beforeEach(() => app.db.execute(sql`delete from rate_limits`));

const password = PASSWORD;
it.each([
  ["POST", "/api/auth/signup", { email: "new@example.com", password }],
  ["POST", "/api/auth/signin", { email: "new@example.com", password }],
  ["POST", "/api/auth/verify-email", { token: "x", password }],
  ["POST", "/api/auth/reset-password", { token: "x", password }],
  ["POST", "/api/auth/change-password", { currentPassword: password, newPassword: "two paper boats" }],
  ["POST", "/api/auth/change-email", { email: "new@example.com", password }],
  ["POST", "/api/auth/two-factor", { password }],
  ["DELETE", "/api/auth/two-factor", { password }],
  ["POST", "/api/auth/two-factor/recovery-codes", { password }],
  ["POST", "/api/auth/passkeys/options", { password }],
  ["DELETE", "/api/auth/passkeys/00000000-0000-4000-8000-000000000000", { password }],
  ["POST", "/api/auth/oidc", { password }],
  ["DELETE", "/api/auth/oidc", { password }],
  ["DELETE", "/api/auth/user", { password }],
] as const)("refuses %s %s, which hashes, before it counts", async (method, url, payload) => {
  const answer = await app.app.inject({ method, url, payload, headers });
  expect(answer.statusCode).toBe(503);
  expect(answer.headers["retry-after"]).toMatch(/^[1-9]\d*$/);
  // mails have counters of their own, which the sign-up's mail may touch meanwhile
  const { rows } = await app.db.execute(sql`select key from rate_limits where key ~ '^(ip|account):'`);
  expect(rows).toEqual([]);
});
