import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { expectError, expectNothingInternal, expectSecurityHeaders } from "../test/http/expect-error.ts";
import { sendRaw } from "../test/http/raw-request.ts";
import { envelopePlugin } from "./envelope.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let app: TestApp;
let session: { authorization: string };
beforeAll(async () => {
  app = await buildTestApp();
  session = (await signUpUser(app)).headers;
});
afterAll(() => app.close());

describe("a URL that leads nowhere", () => {
  it.each([
    "/",
    "/api",
    "/api/auth",
    "/api/nothing",
    "/api/auth/session/",
    "/API/auth/session",
    "/health",
    "/metrics",
    "/.env",
    "/api/auth/sessions/",
  ])("%s is 404", async (path) => {
    expectError(await app.request.get(path), 404, "NOT_FOUND");
  });

  it("is 404 for every method", async () => {
    for (const method of ["post", "put", "patch", "delete", "options"] as const) {
      expectError(await app.request[method]("/api/nothing"), 404, "NOT_FOUND");
      expectError(await app.request[method]("/api/auth/sessions/"), 404, "NOT_FOUND");
    }
  });

  it("is 404 before the body is looked at", async () => {
    const response = app.request.post("/api/nothing").set("content-type", "application/json").send("{");
    expectError(await response, 404, "NOT_FOUND");
  });

  it.each(["/api/%ZZ", "/%", "/api/auth/%C0%AF"])("%s cannot be decoded, and is 400", async (path) => {
    expectError(await app.request.get(path), 400, "BAD_REQUEST");
  });
});

describe("another method on a known URL", () => {
  it.each([
    ["GET", "/api/auth/signin", "POST, OPTIONS"],
    ["GET", "/api/auth/signup", "POST, OPTIONS"],
    ["DELETE", "/api/auth/signout", "POST, OPTIONS"],
    ["HEAD", "/api/auth/signin", "POST, OPTIONS"],
    ["POST", "/api/auth/session", "GET, HEAD, OPTIONS"],
    ["PUT", "/api/dashboard/data", "GET, HEAD, OPTIONS"],
    ["GET", "/api/auth/two-factor/confirm", "POST, OPTIONS"],
    ["POST", "/health/live", "GET, HEAD, OPTIONS"],
    ["DELETE", "/api/openapi.json", "GET, HEAD, OPTIONS"],
    ["POST", "/api/docs", "GET, HEAD, OPTIONS"],
    ["TRACE", "/api/auth/session", "GET, HEAD, OPTIONS"],
    ["PROPFIND", "/api/auth/session", "GET, HEAD, OPTIONS"],
  ])("%s %s is 405 and names those it takes, signed in or not", async (method, path, allow) => {
    const answer = await sendRaw(app.url, `${method} ${path} HTTP/1.1\nHost: api\nConnection: close\n\n`);
    expect(answer.headers.allow.split(", ").sort()).toEqual(allow.split(", ").sort());
    if (method === "HEAD") expect(answer).toMatchObject({ status: 405, text: "" });
    else expectError(answer, 405, "METHOD_NOT_ALLOWED");
  });

  it("is 405 before the body is looked at", async () => {
    const response = app.request.put("/api/auth/signin").set("content-type", "text/plain").send("{");
    expectError(await response, 405, "METHOD_NOT_ALLOWED");
  });
});

it("answers OPTIONS with the methods of the URL", async () => {
  const response = await app.request.options("/api/dashboard/data");
  expect(response.status).toBe(204);
  expect(response.headers.allow).toBe("GET, HEAD, OPTIONS");
  expectSecurityHeaders(response.headers);
});

it("answers HEAD as GET, without the body", async () => {
  for (const path of ["/api/auth/session", "/health/live", "/health/ready"]) {
    const get = await app.request.get(path);
    const head = await app.request.head(path);
    expect(head.status).toBe(200);
    expect(head.text).toBeUndefined();
    expect(head.headers["content-length"]).toBe(get.headers["content-length"]);
  }
});

describe("what is no proper HTTP request", () => {
  it.each([
    ["garbage", "hello?\n\n"],
    ["binary garbage", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\n\n"],
    ["an unknown method", "BREW /api/auth/session HTTP/1.1\nHost: api\n\n"],
    ["HTTP/2 without TLS", "PRI * HTTP/2.0\n\nSM\n\n"],
    ["a header without a colon", "GET /health/live HTTP/1.1\nHost: api\nnonsense\n\n"],
    ["a space before a colon", "GET /health/live HTTP/1.1\nHost : api\n\n"],
    ["a length that is no number", "POST /api/auth/signout HTTP/1.1\nHost: api\nContent-Length: many\n\n"],
    ["two lengths", "POST /api/auth/signout HTTP/1.1\nHost: api\nContent-Length: 2\nContent-Length: 3\n\n{}"],
    [
      "a length and chunks",
      "POST /api/auth/signout HTTP/1.1\nHost: api\nContent-Length: 2\nTransfer-Encoding: chunked\n\n0\n\n",
    ],
    ["no Host", "GET /health/live HTTP/1.1\nConnection: close\n\n"],
    ["two Hosts", "GET /health/live HTTP/1.1\nHost: api\nhost: evil.example\nConnection: close\n\n"],
    ["two Hosts in HTTP/1.0", "GET /health/live HTTP/1.0\nHost: api\nHost: api\n\n"],
    ["CONNECT, since this is no proxy", "CONNECT example.com:443 HTTP/1.1\nHost: example.com\n\n"],
  ])("is 400: %s", async (_what, text) => {
    const { requestId } = expectError(await sendRaw(app.url, text), 400, "BAD_REQUEST");
    expect(requestId).toMatch(UUID);
  });

  it("is 431 with 64 KiB of headers", async () => {
    const cookies = `Cookie: ${"c".repeat(64 * 1024)}`;
    const answer = await sendRaw(app.url, `GET /health/live HTTP/1.1\nHost: api\n${cookies}\n\n`);
    expectError(answer, 431, "HEADERS_TOO_LARGE");
  });

  it("leaves the server working", async () => {
    await sendRaw(app.url, "\0\0\0\0\n\n");
    await app.request.get("/health/live").expect(200);
  });
});

it("answers an expectation that it does not know as if it were not there", async () => {
  const text = "GET /api/nothing HTTP/1.1\nHost: api\nConnection: close\nExpect: a-miracle\n\n";
  expectError(await sendRaw(app.url, text), 404, "NOT_FOUND");
});

describe("the request id", () => {
  it("is a new UUID for each request", async () => {
    const first = await app.request.get("/health/live");
    const second = await app.request.get("/health/live");
    expect(first.headers["x-request-id"]).toMatch(UUID);
    expect(second.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
  });

  it.each(["a", "trace-1_2.3", "A".repeat(64)])("is the caller's where that is %s", async (id) => {
    const ok = await app.request.get("/health/live").set("x-request-id", id);
    expect(ok.headers["x-request-id"]).toBe(id);
    expect(expectError(await app.request.get("/api/nothing").set("x-request-id", id), 404, "NOT_FOUND").requestId).toBe(
      id,
    );
  });

  it.each(["", "a b", "a;b", 'id","level":60', "é", "A".repeat(65)])(
    "is not the caller's where that is %j",
    async (id) => {
      const text = `GET /api/nothing HTTP/1.1\nHost: api\nConnection: close\nX-Request-Id: ${id}\n\n`;
      expect(expectError(await sendRaw(app.url, text), 404, "NOT_FOUND").requestId).toMatch(UUID);
    },
  );

  it("is not the caller's where two are sent", async () => {
    const text = "GET /api/nothing HTTP/1.1\nHost: api\nConnection: close\nX-Request-Id: a\nX-Request-Id: b\n\n";
    expect(expectError(await sendRaw(app.url, text), 404, "NOT_FOUND").requestId).toMatch(UUID);
  });
});

it("sends the envelope, an id and the security headers with what goes well too", async () => {
  const response = await app.request.get("/api/dashboard/data").set(session);
  expect(Object.keys(response.body)).toEqual(["status", "data", "error"]);
  expect(response.body).toMatchObject({ status: "success", error: null });
  expect(response.headers["x-request-id"]).toMatch(UUID);
  expectSecurityHeaders(response.headers);
  expectNothingInternal(response);
});

it("forbids caches to keep anything under /api/auth", async () => {
  const answers = [
    await app.request.get("/api/auth/session"),
    await app.request.get("/api/auth/session").set(session),
    await app.request.post("/api/auth/signout"),
    await app.request.post("/api/auth/signin").send({}),
    await app.request.get("/api/auth/signin"),
    await app.request.get("/api/auth/nothing"),
    await app.request.options("/api/auth/signin"),
  ];
  expect(answers.map(({ headers }) => headers["cache-control"])).toEqual(answers.map(() => "no-store"));
});

it("lets only the caller's own cache keep what needs a session", async () => {
  const signedIn = await app.request.get("/api/dashboard/data").set(session);
  const signedOut = await app.request.get("/api/dashboard/data");
  const refused = await app.request.get("/api/dashboard/data?range=1d").set(session);
  for (const { headers } of [signedIn, signedOut, refused]) expect(headers["cache-control"]).toMatch(/^private/);
});

it("tells nothing of what broke inside", async () => {
  await app.db.execute("alter table activity rename to activity_away");
  const response = await app.request.get("/api/auth/activity").set(session);
  await app.db.execute("alter table activity_away rename to activity");
  expectError(response, 500, "INTERNAL_ERROR");
  expect(response.text).not.toMatch(/relation|activity|42P01/);
});

it("an error that a library throws is our fault, whatever status it names", async () => {
  const throwing = Fastify();
  await throwing.register(envelopePlugin);
  throwing.get("/", () => {
    throw Object.assign(new Error("User already exists"), { statusCode: 422, status: "UNPROCESSABLE_ENTITY" });
  });
  const { statusCode, body } = await throwing.inject("/");
  expect(statusCode).toBe(500);
  expect(JSON.parse(body).error).toEqual({
    code: "INTERNAL_ERROR",
    message: "Something went wrong on our side.",
    requestId: expect.any(String),
  });
  await throwing.close();
});
