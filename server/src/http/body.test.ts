import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { type Answer, expectError } from "../test/http/expect-error.ts";
import { sendRaw } from "../test/http/raw-request.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const signIn = (body: string) =>
  app.request.post("/api/auth/signin").set("content-type", "application/json").send(body);

describe("a body", () => {
  it.each([
    ["cut short", '{"email":"ada@example.com"'],
    ["no JSON", "email=ada@example.com"],
    ["JSON with a trailing comma", '{"email":"ada@example.com",}'],
    ["two documents", "{}{}"],
    ["NaN", "NaN"],
    ["only spaces", "   "],
    ["no JSON with a __proto__ property", '{"__proto__":{}'],
  ])("that is %s is refused", async (_what, body) => {
    expectError(await signIn(body), 400, "INVALID_JSON");
  });

  it.each([
    ["a __proto__ property", '{"email":"a@b.co","password":"x","__proto__":{"emailVerified":true}}'],
    ["a constructor.prototype", '{"email":"a@b.co","password":"x","constructor":{"prototype":{"admin":true}}}'],
  ])("that has %s is refused, though it's valid JSON", async (_what, body) => {
    const error = expectError(await signIn(body), 400, "VALIDATION_ERROR");
    expect(error.details).toEqual([{ in: "body", path: "", message: expect.stringContaining("__proto__") }]);
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

  it("with a lone surrogate in a property's name is refused", async () => {
    expectError(await signIn('{"email":"a@b.co","password":"x","a\\ud800":1}'), 400, "VALIDATION_ERROR");
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

  it("that is compressed is 415, and the answer says what is taken", async () => {
    const gzipped = gzipSync('{"email":"ada@example.com","password":"x"}');
    const head = ["POST /api/auth/signin HTTP/1.1", "Host: api", "Connection: close", "Content-Type: application/json"];
    const lines = [...head, "Content-Encoding: gzip", `Content-Length: ${gzipped.length}`];
    const answer = await sendRaw(app.url, `${lines.join("\n")}\n\n${gzipped.toString("latin1")}`);
    expectError(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    expect(answer.headers["accept-encoding"]).toBe("identity");
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

  it("may come in a hundred tiny pieces, and not in a thousand, which would take memory", async () => {
    const inPieces = (body: string, type = "application/json") =>
      sendRaw(
        app.url,
        `POST /api/auth/signin HTTP/1.1\nHost: api\nConnection: close\nContent-Type: ${type}\nTransfer-Encoding: chunked\n\n${[...body].map((piece) => `1\n${piece}\n`).join("")}0\n\n`,
      );
    const body = '{"email":"ada@example.com","password":"wrong"}';
    expectError(await inPieces(body), 401, "INVALID_CREDENTIALS");
    expectError(await inPieces(body + " ".repeat(1000)), 413, "PAYLOAD_TOO_LARGE");
    expectError(await inPieces(body + " ".repeat(1000), "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
    expectError(await inPieces(body), 401, "INVALID_CREDENTIALS");
  });

  it("may not be more in pieces either, where no length is declared", async () => {
    expectError(await post(bodyOf(64 * 1024 + 1), {}), 413, "PAYLOAD_TOO_LARGE");
  });

  it("reaches a client that is still sending, whose connection stays", async () => {
    const { port, hostname } = new URL(app.url);
    const size = 1024 * 1024;
    const head = `POST /api/auth/signin HTTP/1.1\r\nHost: api\r\nContent-Type: application/json`;
    const socket = connect(Number(port), hostname);
    let text = "";
    socket.on("data", (data) => {
      text += data;
    });
    socket.write(`${head}\r\nContent-Length: ${size}\r\n\r\n`);
    await expect.poll(() => text).toContain("PAYLOAD_TOO_LARGE");
    socket.write("a".repeat(size));
    socket.write("GET /health/live HTTP/1.1\r\nHost: api\r\n\r\n");
    await expect.poll(() => text).toContain("HTTP/1.1 200");
    socket.destroy();
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
