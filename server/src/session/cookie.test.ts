import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";
import { readDashboard, setCookie } from "../test/session.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

describe("the session cookie", () => {
  it("has the __Host- prefix and the strictest attributes", async () => {
    const { email } = await signUpUser(app);
    const response = await app.request
      .post("/api/auth/signin")
      .set("origin", CLIENT_ORIGIN)
      .send({ email, password: PASSWORD });
    expect(setCookie(response.headers)).toEqual({
      name: "__Host-session",
      value: expect.stringMatching(/^[\w-]{32}\.[\w+/]{43}=$/),
      attributes: {
        "max-age": expect.stringMatching(/^604(800|7\d\d)$/),
        path: "/",
        httponly: "",
        secure: "",
        samesite: "Strict",
      },
    });
  });

  it("is deleted with the same attributes at sign-out", async () => {
    const { headers } = await app.request.post("/api/auth/signout");
    const { name, value, attributes } = setCookie(headers) ?? {};
    expect({ name, value }).toEqual({ name: "__Host-session", value: "" });
    expect(attributes).toMatchObject({ path: "/", httponly: "", secure: "", samesite: "Strict" });
    expect(attributes).not.toHaveProperty("domain");
    expect(Date.parse(attributes?.expires ?? "")).toBeLessThan(Date.now());
  });

  it("holds what sessionToken is for other clients", async () => {
    const response = await app.request
      .post("/api/auth/signin")
      .send({ email: (await signUpUser(app)).email, password: PASSWORD });
    expect(setCookie(response.headers)?.value).toBe(response.body.data.sessionToken);
  });

  it.each([
    [{ COOKIE_SECURE: "false" }, "session", { path: "/", httponly: "", samesite: "Strict" }],
    [
      { COOKIE_DOMAIN: "example.com" },
      "__Secure-session",
      { path: "/", httponly: "", samesite: "Strict", secure: "", domain: "example.com" },
    ],
  ])("with %j is called %s", async (settings, name, attributes) => {
    const other = await buildTestApp({ DATABASE_URL: app.databaseUrl, ...settings });
    try {
      const { email } = await signUpUser(other);
      const response = await other.request.post("/api/auth/signin").send({ email, password: PASSWORD });
      const set = setCookie(response.headers);
      expect(set).toMatchObject({ name, attributes });
      expect(Object.keys(set?.attributes ?? {})).toHaveLength(Object.keys(attributes).length + 1);
      await readDashboard(other, { cookie: `${name}=${set?.value}` }).expect(200);
      await readDashboard(other, { cookie: `__Host-session=${set?.value}` }).expect(401);
    } finally {
      await other.close();
    }
  });
});
