import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { accounts, passkeys, sessions } from "../../database/schema.ts";
import { Authenticator, bytes } from "../../test/authenticator.ts";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../../test/build-test-app.ts";
import { addPasskey, askForOptions, forged, PASSWORD, signUpUser } from "../../test/factories.ts";
import { waitForNotice } from "../../test/inbox.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());
afterEach(() => vi.useRealTimers());

const add = (headers: Record<string, string>, cookie: string, body: object) =>
  app.request.post("/api/auth/passkeys").set(headers).set("cookie", cookie).send(body);
const passkeysOf = (userId: string) => app.db.select().from(passkeys).where(eq(passkeys.userId, userId));

describe("adding a passkey", () => {
  it("asks the browser for one that checks its user, by a challenge in a strict cookie", async () => {
    const { headers, email } = await signUpUser(app);
    const known = new Authenticator();
    await addPasskey(app, headers, known);

    const answer = await app.request
      .post("/api/auth/passkeys/options")
      .set(headers)
      .send({ password: PASSWORD })
      .expect(200);

    expect(answer.body.data).toMatchObject({
      rp: { id: "localhost", name: "Cafe" },
      user: { name: email },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [{ id: known.id }],
    });
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^__Host-passkey=[^;]+; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
    ]);
  });

  it("stores it, tells the owner, and leaves the session as it was", async () => {
    const { headers, user, email } = await signUpUser(app);

    const passkey = await addPasskey(app, headers, new Authenticator({ synced: true }), "  Ada's phone ");

    expect(Object.keys(passkey)).toEqual(["id", "name", "synced", "createdAt"]);
    expect(passkey).toMatchObject({ name: "Ada's phone", synced: true });
    const rows = await passkeysOf(user.id);
    expect(rows).toMatchObject([{ id: passkey.id, deviceType: "multiDevice", backedUp: true, transports: "internal" }]);
    const exported = await app.request.get("/api/auth/export").set(headers).expect(200);
    expect(exported.body.data.passkeys).toEqual([passkey]);
    await waitForNotice(app, email, "A passkey was added");
  });

  it("needs the password; a wrong one counts as a guess, and none is asked for what is signed", async () => {
    const limited = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "2" });
    const { headers } = await signUpUser(limited);
    const ask = (body?: object) => limited.request.post("/api/auth/passkeys/options").set(headers).send(body);
    await ask().expect(400);
    const wrong = await ask({ password: "wrong" }).expect(401);
    expect(wrong.body.error.code).toBe("INVALID_CREDENTIALS");
    expect(wrong.headers["set-cookie"]).toBeUndefined();
    await ask({ password: "wrong" }).expect(401);
    await ask({ password: PASSWORD }).expect(429);
    await limited.close();
  });

  it("needs a recent sign-in where there is no password", async () => {
    const { headers, user } = await signUpUser(app);
    await app.db.delete(accounts).where(eq(accounts.userId, user.id));
    const ask = () => app.request.post("/api/auth/passkeys/options").set(headers);
    await ask().expect(200);
    const longAgo = new Date(Date.now() - 16 * 60_000);
    await app.db.update(sessions).set({ createdAt: longAgo }).where(eq(sessions.userId, user.id));
    expect((await ask().expect(403)).body.error.code).toBe("REAUTHENTICATION_REQUIRED");
  });

  it.each([
    ["did not check its user", { userVerified: false }],
    ["did not see its user", { userPresent: false }],
    ["was asked by another page", { origin: "https://evil.example" }],
    ["was asked by a page of another port", { origin: "http://localhost:5174" }],
    ["made it for another host", { relyingParty: "evil.example" }],
    ["has no id for it", { id: Buffer.alloc(0) }],
    ["has too long an id for it", { id: randomBytes(1024) }],
  ])("refuses one whose device %s", async (_what, behaviour) => {
    const { headers, user } = await signUpUser(app);
    const { options, cookie } = await askForOptions(app, "passkeys/options", headers);
    // the browser names it by something, whatever the device says
    const response = { ...new Authenticator(behaviour).register(options), id: "AAAA", rawId: "AAAA" };

    const { status, body } = await add(headers, cookie, { name: "Laptop", response });

    expect({ status, code: body.error.code }).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(body.error.details).toEqual([{ in: "body", path: "/response", message: expect.any(String) }]);
    expect(await passkeysOf(user.id)).toEqual([]);
  });

  it("takes one of another of the app's origins, and one with the longest id", async () => {
    const two = await buildTestApp({ CLIENT_ORIGIN: `${CLIENT_ORIGIN},http://localhost:8080` });
    const { headers } = await signUpUser(two);
    await addPasskey(two, headers, new Authenticator({ origin: "http://localhost:8080", id: randomBytes(1023) }));
    await two.close();
  });

  it("takes a challenge once, for five minutes, and only the user's own", async () => {
    const { headers, user } = await signUpUser(app);
    const stranger = await signUpUser(app);
    const own = await askForOptions(app, "passkeys/options", headers);
    const theirs = await askForOptions(app, "passkeys/options", stranger.headers);
    const signInOptions = await askForOptions(app, "signin/passkey/options");
    const late = await askForOptions(app, "passkeys/options", headers);
    const tryOut = async ({ options, cookie }: typeof own) => {
      const response = new Authenticator().register(options);
      const { status, body } = await add(headers, cookie, { name: "Laptop", response });
      return status === 201 ? "added" : `${status} ${body.error.code}`;
    };

    expect(await tryOut(own)).toBe("added");
    expect(await tryOut(own)).toBe("400 INVALID_TOKEN");
    expect(await tryOut(theirs)).toBe("400 INVALID_TOKEN");
    expect(await tryOut(signInOptions)).toBe("400 INVALID_TOKEN");
    expect(await tryOut({ ...late, cookie: "" })).toBe("400 INVALID_TOKEN");
    expect(await tryOut({ ...late, cookie: `${late.cookie}; ${late.cookie}` })).toBe("400 INVALID_TOKEN");
    expect(await tryOut({ ...late, cookie: forged(late.cookie) })).toBe("400 INVALID_TOKEN");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 301_000 });
    expect(await tryOut(late)).toBe("400 INVALID_TOKEN");
    expect(await passkeysOf(user.id)).toHaveLength(1);
  });

  it("refuses one that is registered, for whomever and also at the same moment", async () => {
    const authenticator = new Authenticator();
    const people = await Promise.all(Array.from({ length: 5 }, () => signUpUser(app)));
    const asked = await Promise.all(people.map(({ headers }) => askForOptions(app, "passkeys/options", headers)));
    const answers = await Promise.all(
      asked.map(({ options, cookie }, index) => {
        const body = { name: "Laptop", response: authenticator.register(options) };
        return add(people[index]?.headers ?? {}, cookie, body);
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    for (const { status, body } of answers) if (status === 409) expect(body.error.code).toBe("CONFLICT");
  });

  it.each(["", "   ", "k".repeat(101), "a\nb", 1, null])("refuses %j for its name", async (name) => {
    const { headers } = await signUpUser(app);
    const { options, cookie } = await askForOptions(app, "passkeys/options", headers);
    const { body } = await add(headers, cookie, { name, response: new Authenticator().register(options) }).expect(400);
    expect(body.error.details).toMatchObject([{ in: "body", path: "/name" }]);
  });

  it("fetches nothing that a certificate names", async () => {
    let fetched = 0;
    const listener = createServer((_request, response) => {
      fetched++;
      response.end();
    });
    await once(listener.listen(0, "127.0.0.1"), "listening");
    const { port } = listener.address() as AddressInfo;
    const { headers } = await signUpUser(app);
    for (const format of ["apple", "android-key", "android-safetynet"]) {
      const { options, cookie } = await askForOptions(app, "passkeys/options", headers);
      const attestation = { format, statement: certificateStatement(port) };
      const response = new Authenticator({ attestation }).register(options);
      await add(headers, cookie, { name: "Laptop", response }).expect(400);
    }
    listener.close();
    expect(fetched).toBe(0);
  });

  it("takes nonsense for what it is, whatever the place", async () => {
    const { headers } = await signUpUser(app);
    for (const wrong of nonsense("attestationObject")) {
      const { options, cookie } = await askForOptions(app, "passkeys/options", headers);
      const { response, ...rest } = new Authenticator().register(options);
      const sent = { ...rest, response: { ...response, ...wrong } };
      const { status, body } = await add(headers, cookie, { name: "Laptop", response: sent });
      expect({ wrong, status, code: body.error.code }).toEqual({ wrong, status: 400, code: "VALIDATION_ERROR" });
    }
    for (const response of [null, "x", [], {}, { id: "\0" }, 7]) {
      await add(headers, "", { name: "Laptop", response }).expect(400);
    }
    await add(headers, "", { name: "Laptop", response: { id: "A".repeat(70_000) } }).expect(413);
  });

  it("says so when the database is what fails", async () => {
    const { headers } = await signUpUser(app);
    const { options, cookie } = await askForOptions(app, "passkeys/options", headers);
    const response = new Authenticator().register(options);
    const { status, body } = await app.db.transaction(async (tx) => {
      await tx.execute("lock table passkeys in share mode");
      return await add(headers, cookie, { name: "Laptop", response });
    });
    expect({ status, code: body.error.code }).toEqual({ status: 503, code: "SERVICE_UNAVAILABLE" });
  });
});

/** What clients may send in place of a field that the library decodes. */
function nonsense(field: string): Record<string, unknown>[] {
  const texts = ["", "%", "A", randomBytes(200).toString("base64url"), Buffer.from("{}").toString("base64url")];
  const json = ["nothing", "null", "[]", '"x"', '{"type":1}'].map((text) => Buffer.from(text).toString("base64url"));
  return [
    ...[...texts, ...json, 7, null, [], {}, undefined].flatMap((value) => [
      { clientDataJSON: value },
      { [field]: value },
    ]),
    // CBOR that promises four billion entries
    { [field]: Buffer.from("bbffffffffffffffff", "hex").toString("base64url") },
    { [field]: Buffer.from("9affffffff", "hex").toString("base64url") },
    { transports: "usb" },
    { transports: ["\0"] },
  ];
}

/** An attestation statement with a certificate, signed by nobody, whose revocation list is at a port of this machine. */
function certificateStatement(port: number): Buffer {
  const certificate = Buffer.from(
    "MIIBZzCCAQ2gAwIBAgIUQaDSd/5nVowkUyG+np6d6rlKANAwCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBeDAgFw0yNjExMjQwNzEyMThaGA8yMTI2MTAzMTA3MTIxOFowDDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEswTlV36VOHNbGP0FkbW7nHgELupn5avhe+//KhUx114vrk3gckvzZUfNz7ROzXurNqbIdUF5ducwYT5R8UUbCjSzBJMCgGA1UdHwQhMB8wHaAboBmGF2h0dHA6Ly8xMjcuMC4wLjE6MDAwMDAvMB0GA1UdDgQWBBTddVDVH9pKG7TIx7Vy8dlD4FkjHzAKBggqhkjOPQQDAgNIADBFAiEAwMZfvLLAyg2hiYzyb/2biH9uwnEH1c6w/t5HYlQ/+FECIDl6cWCj/IodIo5/n6X6b2G6eqdnEKUkSxnAoJgAQA+5",
    "base64",
  );
  certificate.write(String(port).padStart(5, "0"), certificate.indexOf(":00000/") + 1);
  // a map of one entry, "x5c", with a list of one
  return Buffer.concat([Buffer.from("a16378356381", "hex"), bytes(certificate)]);
}
