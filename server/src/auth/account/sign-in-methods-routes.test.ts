import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accounts, passkeys, twoFactors } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { setUpTwoFactor, turnOnTwoFactor } from "../../test/two-factor/two-factor.ts";

const ISSUER = "https://accounts.example.com";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp({
    OIDC_ISSUER: ISSUER,
    OIDC_CLIENT_ID: "cafe",
    OIDC_CLIENT_SECRET: "only-for-tests",
    OIDC_NAME: "Harbour",
  });
});
afterAll(() => app.close());

const signInMethodsOf = async (headers: Record<string, string>) =>
  (await app.request.get("/api/auth/sign-in-methods").set(headers).expect(200)).body.data;

it("is a password and nothing else after a sign-up", async () => {
  const { headers } = await signUpUser(app);
  expect(await signInMethodsOf(headers)).toEqual({
    password: true,
    provider: null,
    pendingEmail: null,
    twoFactor: null,
    passkeys: [],
  });
});

it("names the provider's account and the passkeys, and says where there is no password", async () => {
  const { user, headers } = await signUpUser(app);
  await app.db.update(accounts).set({ providerId: ISSUER, password: null }).where(eq(accounts.userId, user.id));
  const key = { publicKey: "", counter: 0, deviceType: "multiDevice", backedUp: true };
  await app.db.insert(passkeys).values({ ...key, userId: user.id, credentialID: user.id, name: "Phone" });
  expect(await signInMethodsOf(headers)).toEqual({
    password: false,
    provider: { id: expect.any(String), name: "Harbour", linkedAt: expect.any(String) },
    pendingEmail: null,
    twoFactor: null,
    passkeys: [{ id: expect.any(String), name: "Phone", synced: true, createdAt: expect.any(String) }],
  });
});

it("leaves out the account of a provider that was configured before", async () => {
  const { user, headers } = await signUpUser(app);
  await app.db.insert(accounts).values({ userId: user.id, providerId: "https://old.example.com", accountId: "1" });
  expect((await signInMethodsOf(headers)).provider).toBeNull();
});

it("counts the recovery codes that are left, once two-factor authentication is on", async () => {
  const person = await signUpUser(app);
  await setUpTwoFactor(app, person.headers);
  expect((await signInMethodsOf(person.headers)).twoFactor).toBeNull();

  const { user, email, headers, recoveryCodes } = await turnOnTwoFactor(app, person);
  const [{ createdAt } = {}] = await app.db.select().from(twoFactors).where(eq(twoFactors.userId, user.id));
  const expected = { recoveryCodesLeft: 10, recoveryCodesSaved: false, enabledAt: createdAt?.toISOString() };
  expect((await signInMethodsOf(headers)).twoFactor).toEqual(expected);

  const { body } = await app.request.post("/api/auth/signin").send({ email, password: PASSWORD }).expect(202);
  const { challenge } = body.data.twoFactor;
  await app.request.post("/api/auth/signin/two-factor").send({ code: recoveryCodes[0], challenge }).expect(200);
  expect((await signInMethodsOf(headers)).twoFactor).toEqual({ ...expected, recoveryCodesLeft: 9 });
});

it("holds nothing that lets somebody in", async () => {
  const { headers } = await signUpUser(app);
  const { text } = await app.request.get("/api/auth/sign-in-methods").set(headers);
  expect(text).not.toMatch(/argon2/);
});
