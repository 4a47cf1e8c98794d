import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accounts, passkeys } from "../../database/schema.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { addPasskey, askForOptions, PASSWORD, signUpUser } from "../../test/factories.ts";
import { waitForNotice } from "../../test/inbox.ts";

const UNKNOWN_ID = "5a7f3c1e-0d5e-4a86-9d5e-2f1f0c6f7a11";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());
const passkeysOf = (userId: string) => app.db.select().from(passkeys).where(eq(passkeys.userId, userId));
const signIn = async (authenticator: Authenticator) => {
  const { options, cookie } = await askForOptions(app, "signin/passkey/options");
  const body = { response: authenticator.sign(options) };
  return app.request.post("/api/auth/signin/passkey").set("cookie", cookie).send(body);
};

describe("one's passkeys", () => {
  it("are renamed by their owner, and by nobody else", async () => {
    const { headers } = await signUpUser(app);
    const stranger = await signUpUser(app);
    const passkey = await addPasskey(app, headers, new Authenticator());
    const rename = (id: string, name: unknown, as = headers) =>
      app.request.patch(`/api/auth/passkeys/${id}`).set(as).send({ name });

    const { body } = await rename(passkey.id, " Work laptop ").expect(200);

    expect(body.data).toEqual({ ...passkey, name: "Work laptop" });
    expect((await rename(passkey.id, "Mine", stranger.headers).expect(404)).body.error.code).toBe("NOT_FOUND");
    await rename(UNKNOWN_ID, "Mine").expect(404);
    for (const name of ["", " ", "k".repeat(101), 1]) await rename(passkey.id, name).expect(400);
  });

  it("are removed with the password: they open nothing from then on, and the owner is told", async () => {
    const { headers, email } = await signUpUser(app);
    const stranger = await signUpUser(app);
    const authenticator = new Authenticator();
    const { id } = await addPasskey(app, headers, authenticator);
    const remove = (password: string, as = headers) =>
      app.request.delete(`/api/auth/passkeys/${id}`).set(as).send({ password });

    await remove("wrong").expect(401);
    await remove(PASSWORD, stranger.headers).expect(404);
    expect((await signIn(authenticator)).status).toBe(200);
    expect((await remove(PASSWORD).expect(200)).body.data).toEqual({ removed: true });

    const { status, body } = await signIn(authenticator);
    expect({ status, code: body.error.code }).toEqual({ status: 401, code: "INVALID_CREDENTIALS" });
    await remove(PASSWORD).expect(404);
    await waitForNotice(app, email, "A passkey was removed");
  });

  it("cannot be removed where only one is left to get in with", async () => {
    const { headers, user } = await signUpUser(app);
    const [one, other] = [await addPasskey(app, headers, new Authenticator()), new Authenticator()];
    const { id } = await addPasskey(app, headers, other);
    await app.db.delete(accounts).where(eq(accounts.userId, user.id));
    const remove = (passkey: string) => app.request.delete(`/api/auth/passkeys/${passkey}`).set(headers);

    await remove(one.id).expect(200);
    expect((await remove(id).expect(409)).body.error.code).toBe("CONFLICT");
    expect((await signIn(other)).status).toBe(200);
  });

  it("go with their account", async () => {
    const { headers, user } = await signUpUser(app);
    await addPasskey(app, headers, new Authenticator());
    await app.request.delete("/api/auth/user").set(headers).send({ password: PASSWORD }).expect(200);
    expect(await passkeysOf(user.id)).toEqual([]);
  });

  it.each([
    ["post", "/api/auth/passkeys/options"],
    ["post", "/api/auth/passkeys"],
    ["patch", `/api/auth/passkeys/${UNKNOWN_ID}`],
    ["delete", `/api/auth/passkeys/${UNKNOWN_ID}`],
  ] as const)("require a session: %s %s", async (method, path) => {
    const { body } = await app.request[method](path).expect(401);
    expect(body.error.code).toBe("UNAUTHENTICATED");
  });
});
