import { once } from "node:events";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { sendRaw } from "../test/http/raw-request.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let app: TestApp;
let session: { authorization: string };
beforeAll(async () => {
  app = await buildTestApp();
  session = (await signUpUser(app)).headers;
});
afterAll(() => app.close());

type Answer = { status: number; headers: Record<string, string>; text: string };

/** What every error answer has, whoever produced it. */
function expectError({ status, headers, text }: Answer, expectedStatus: number, code: string) {
  expect({ status, text }).toEqual({ status: expectedStatus, text: expect.stringContaining(`"${code}"`) });
  expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  const body = JSON.parse(text);
  expect(body).toEqual({ status: "error", data: null, error: expect.objectContaining({ code }) });
  expect(Object.keys(body.error).filter((key) => key !== "details")).toEqual(["code", "message", "requestId"]);
  expect(body.error.message).not.toBe("");
  expect(headers["x-request-id"]).toBe(body.error.requestId);
  expect(headers["cache-control"]).toMatch(/no-store|private/);
  expectSecurityHeaders(headers);
  expectNothingInternal({ headers, text });
  return body.error;
}

function expectSecurityHeaders(headers: Record<string, string>) {
  expect(headers).toMatchObject({
    "content-security-policy": expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
    "strict-transport-security": expect.stringMatching(/^max-age=\d{8}/),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
  });
}

/** No product and version, no stack, no path of the server, no SQL. */
function expectNothingInternal({ headers, text }: Pick<Answer, "headers" | "text">) {
  expect(headers).not.toHaveProperty("server");
  expect(headers).not.toHaveProperty("x-powered-by");
  expect(text).not.toMatch(/fastify|node_modules|\bat .+:\d+|FST_|select |insert |\/work|\.ts\b/i);
}

const signIn = (body: string) =>
  app.request.post("/api/auth/signin").set("content-type", "application/json").send(body);

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
  ])("%s is 404", async (path) => {
    expectError(await app.request.get(path), 404, "NOT_FOUND");
  });

  it("is 404 for every method", async () => {
    for (const method of ["post", "put", "patch", "delete", "options"] as const) {
      expectError(await app.request[method]("/api/nothing"), 404, "NOT_FOUND");
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
    ["GET", "/api/orders/sample", "POST, OPTIONS"],
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

describe("a body", () => {
  it.each([
    ["cut short", '{"email":"ada@example.com"'],
    ["no JSON", "email=ada@example.com"],
    ["JSON with a trailing comma", '{"email":"ada@example.com",}'],
    ["two documents", "{}{}"],
    ["NaN", "NaN"],
    ["only spaces", "   "],
    ["a __proto__ property", '{"email":"a@b.co","password":"x","__proto__":{"emailVerified":true}}'],
    ["a constructor.prototype", '{"email":"a@b.co","password":"x","constructor":{"prototype":{"admin":true}}}'],
  ])("that is %s is refused", async (_what, body) => {
    const response = await signIn(body);
    expect(response.status).toBe(400);
    expectError(response, 400, "INVALID_JSON");
    expect({}).not.toHaveProperty("admin");
  });

  it("that is not UTF-8 is refused", async () => {
    const body = '{"email":"ada@example.com","password":"\xff\xfe"}';
    const head = `POST /api/auth/signin HTTP/1.1\nHost: api\nConnection: close\nContent-Type: application/json`;
    const answer = await sendRaw(app.url, `${head}\nContent-Length: ${body.length}\n\n${body}`);
    expectError(answer, 400, "INVALID_JSON");
  });

  it("of 60 KB of brackets is refused without falling over", async () => {
    expectError(await signIn("[".repeat(30_000) + "]".repeat(30_000)), 400, "VALIDATION_ERROR");
  });

  it("declared as JSON and empty counts as none", async () => {
    const none = await app.request.post("/api/auth/signout").set("content-type", "application/json");
    expect(none.body.data).toEqual({ signedOut: true });
    const error = expectError(await signIn(""), 400, "VALIDATION_ERROR");
    expect(error.details).toEqual([{ in: "body", path: "", message: expect.any(String) }]);
  });

  it("may declare its JSON in capitals and with a charset", async () => {
    const response = app.request.post("/api/auth/signin").set("content-type", "Application/JSON; charset=UTF-8");
    expectError(await response.send('{"email":"ada@example.com","password":"wrong"}'), 401, "INVALID_CREDENTIALS");
  });

  it.each([["null"], ["[]"], ['"text"'], ["42"], ["true"]])("that is %s, no object, is refused", async (body) => {
    const error = expectError(await signIn(body), 400, "VALIDATION_ERROR");
    expect(error.details).toEqual([{ in: "body", path: "", message: expect.any(String) }]);
  });

  it.each([
    ["an array for text", { email: ["ada@example.com"], password: "x" }, ["/email"]],
    ["a number for text", { email: "ada@example.com", password: 12345678 }, ["/password"]],
    ["an operator for text", { email: { $gt: "" }, password: { $ne: null } }, ["/email", "/password"]],
    ["null for text", { email: null, password: "x" }, ["/email"]],
    ["nothing for text", {}, ["/email", "/password"]],
    ["an unknown property", { email: "ada@example.com", password: "x", rememberMe: true }, ["/rememberMe"]],
    ["SQL for an email", { email: "' or 1=1 --", password: "x" }, ["/email"]],
  ])("with %s is refused, and each path named", async (_what, body, paths) => {
    const error = expectError(await app.request.post("/api/auth/signin").send(body), 400, "VALIDATION_ERROR");
    expect(error.details.map((detail: { path: string }) => detail.path)).toEqual(paths);
    for (const detail of error.details)
      expect(detail).toEqual({ in: "body", path: expect.any(String), message: expect.any(String) });
  });

  it("with a lone surrogate for a property's name is refused", async () => {
    expectError(await signIn('{"email":"a@b.co","password":"x","\\ud800":1}'), 400, "VALIDATION_ERROR");
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/csv",
    "application/jsonp",
    "application/vnd.api+json",
    "text/plain; application/json",
    "nonsense",
    "application/json, text/plain",
  ])("sent as %s is 415", async (type) => {
    const response = app.request
      .post("/api/auth/signin")
      .set("content-type", type)
      .send('{"email":"a@b.co","password":"x"}');
    expectError(await response, 415, "UNSUPPORTED_MEDIA_TYPE");
  });

  it("sent without a type is 415", async () => {
    const head = "POST /api/auth/signin HTTP/1.1\nHost: api\nConnection: close";
    expectError(await sendRaw(app.url, `${head}\nContent-Length: 2\n\n{}`), 415, "UNSUPPORTED_MEDIA_TYPE");
    expectError(
      await sendRaw(app.url, `${head}\nTransfer-Encoding: chunked\n\n2\n{}\n0\n\n`),
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    );
  });
});

describe("the size of a body", () => {
  const bodyOf = (size: number) => `{"email":"${"a".repeat(size - 12)}"}`;

  it("may be 64 KiB", async () => {
    expectError(await signIn(bodyOf(64 * 1024)), 400, "VALIDATION_ERROR");
  });

  it.each([64 * 1024 + 1, 2 * 1024 * 1024])("may not be %i bytes", async (size) => {
    expectError(await post(bodyOf(size), { "content-length": size }), 413, "PAYLOAD_TOO_LARGE");
  });

  it("may not be more in pieces either, where no length is declared", async () => {
    expectError(await post(bodyOf(64 * 1024 + 1), {}), 413, "PAYLOAD_TOO_LARGE");
  });

  /** Reads the answer although the server does not read the request to its end. */
  async function post(body: string, headers: Record<string, number>): Promise<Answer> {
    const { port } = app.app.server.address() as AddressInfo;
    const request = httpRequest({
      port,
      method: "POST",
      path: "/api/auth/signin",
      headers: { "content-type": "application/json", ...headers },
    });
    request.on("error", () => {});
    for (let start = 0; start < body.length; start += 16_384) request.write(body.slice(start, start + 16_384));
    request.end();
    const [response] = await once(request, "response");
    const text = (await response.toArray()).join("");
    return { status: response.statusCode, headers: response.headers, text };
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
  await app.db.execute("alter table orders rename to orders_away");
  const response = await app.request.get("/api/orders").set(session);
  await app.db.execute("alter table orders_away rename to orders");
  expectError(response, 500, "INTERNAL_ERROR");
  expect(response.text).not.toMatch(/orders|relation|42P01/);
});
