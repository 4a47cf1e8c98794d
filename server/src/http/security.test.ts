import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";

const SECOND_ORIGIN = "https://app.example.com";
const API_ORIGIN = "https://api.example.com";

const FOREIGN_ORIGINS = [
  "null",
  "https://evil.example",
  "https://app.example.com.evil.example",
  "https://evil-app.example.com",
  "https://sub.app.example.com",
  "https://app.example.co",
  "http://app.example.com",
  "https://app.example.com:8443",
  "https://app.example.com/",
  "HTTPS://APP.EXAMPLE.COM",
  "http://localhost:5174",
  "http://localhost",
  "https://app.example.com, https://evil.example",
  "",
];

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp({ CLIENT_ORIGIN: `${CLIENT_ORIGIN},${SECOND_ORIGIN}`, API_URL: API_ORIGIN });
});
afterAll(() => app.close());

const preflight = (origin: string, method = "POST", headers = "content-type,authorization") =>
  app.request
    .options("/api/auth/signin")
    .set({ origin, "access-control-request-method": method, "access-control-request-headers": headers });

const corsHeaders = (headers: Record<string, string>) =>
  Object.keys(headers).filter((name) => name.startsWith("access-control-"));

describe("a page of the front end", () => {
  it.each([CLIENT_ORIGIN, SECOND_ORIGIN])("at %s may ask before it calls", async (origin) => {
    const { status, headers } = await preflight(origin);
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "cache-control": "no-store",
    });
    expect(headers.vary).toMatch(/\bOrigin\b/);
    expect(headers["access-control-allow-methods"]?.split(", ")).toEqual(
      expect.arrayContaining(["GET", "POST", "PATCH", "DELETE"]),
    );
    const allowed = headers["access-control-allow-headers"]?.toLowerCase();
    for (const name of ["content-type", "authorization", "idempotency-key"]) expect(allowed).toContain(name);
  });

  it.each([CLIENT_ORIGIN, SECOND_ORIGIN])("at %s may read the answer and its headers, errors too", async (origin) => {
    const { user } = await signUpUser(app);
    const answers = [
      await app.request.get("/api/auth/session").set({ origin }),
      await app.request.post("/api/auth/signin").set({ origin }).send({ email: user.email, password: PASSWORD }),
      await app.request.post("/api/auth/signin").set({ origin }).send({ email: user.email, password: "wrong" }),
      await app.request.get("/api/dashboard/data").set({ origin }),
      await app.request.get("/api/nothing").set({ origin }),
      await app.request.get("/api/auth/signin").set({ origin }),
      await app.request.get("/api/auth/%zz").set({ origin }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 401, 404, 405, 400]);
    for (const { headers } of answers) {
      expect(headers["access-control-allow-origin"]).toBe(origin);
      expect(headers["access-control-allow-credentials"]).toBe("true");
      const readable = headers["access-control-expose-headers"]?.split(", ");
      expect(readable).toEqual(expect.arrayContaining(["X-Request-Id", "Retry-After", "Location", "ETag"]));
      expect(headers.vary).toMatch(/\bOrigin\b/);
    }
  });
});

it("answers an OPTIONS of the front end that asks for no method without a body", async () => {
  const { headers, text } = await app.request.options("/api/auth/signin").set({ origin: CLIENT_ORIGIN }).expect(204);
  expect(headers["access-control-allow-origin"]).toBe(CLIENT_ORIGIN);
  expect(text).toBe("");
});

describe("a page of another origin", () => {
  it.each(FOREIGN_ORIGINS)("%j gets no CORS header, but Vary: Origin", async (origin) => {
    const answers = [
      await preflight(origin),
      await app.request.get("/api/auth/session").set({ origin }),
      await app.request.post("/api/auth/signout").set({ origin }),
      await app.request.get("/api/auth/%zz").set({ origin }),
    ];
    for (const { headers } of answers) {
      expect(corsHeaders(headers)).toEqual([]);
      expect(headers.vary).toMatch(/\bOrigin\b/);
    }
  });

  it.each(FOREIGN_ORIGINS)("%j may not change anything", async (origin) => {
    const { headers } = await signUpUser(app);
    const attempts = [
      app.request.post("/api/auth/signout").set({ origin, ...headers }),
      app.request
        .patch("/api/auth/user")
        .set({ origin, ...headers })
        .send({ name: "Mallory" }),
    ];
    for (const attempt of attempts) {
      const { status, body } = await attempt;
      expect({ status, code: body.error.code }).toEqual({ status: 403, code: "ORIGIN_NOT_ALLOWED" });
    }
    // neither happened: the session stands, and its user is called what they were
    const { body } = await app.request.get("/api/auth/session").set(headers).expect(200);
    expect(body.data.user.name).toBe("Ada");
  });

  it.each([
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "nonsense",
  ])("is refused as well when it sends %s, which needs no preflight", async (type) => {
    const attempt = app.request.post("/api/auth/signin").set({ origin: "https://evil.example", "content-type": type });
    const { body } = await attempt.send('{"email":"ada@example.com","password":"x"}').expect(403);
    expect(body.error.code).toBe("ORIGIN_NOT_ALLOWED");
  });

  it.each(["put", "patch", "delete", "post"] as const)("is refused for %s, on any URL", async (method) => {
    for (const path of ["/api/auth/session", "/api/dashboard/data", "/api/nothing"]) {
      const { body } = await app.request[method](path).set("origin", "https://evil.example").expect(403);
      expect(body.error.code).toBe("ORIGIN_NOT_ALLOWED");
    }
  });

  it("may still read what needs no CORS, as any client", async () => {
    const origin = "https://evil.example";
    await app.request.get("/api/auth/session").set({ origin }).expect(200);
    await app.request.head("/api/auth/session").set({ origin }).expect(200);
    await app.request.get("/health/live").set({ origin }).expect(200);
  });
});

it("lets the API's own documentation page change things", async () => {
  await app.request.post("/api/auth/signout").set("origin", API_ORIGIN).expect(200);
});

it("lets a client that is no page change things", async () => {
  await app.request.post("/api/auth/signout").expect(200);
});

it("takes the front end's word for its origin only from the Origin header", async () => {
  const attempt = app.request
    .post("/api/auth/signout")
    .set({ origin: "https://evil.example", host: "app.example.com" });
  await attempt.set({ "x-forwarded-host": "app.example.com", referer: `${SECOND_ORIGIN}/` }).expect(403);
});
