import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { sendRaw } from "../../test/http/raw-request.ts";

type Schema = { type?: unknown; properties?: Record<string, Schema>; required?: string[]; [keyword: string]: unknown };
type Content = { content: Record<string, { schema: Schema }> };
type Operation = {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: unknown;
  parameters?: { in: string; name: string; schema: Schema }[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content & { description: string }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; [key: string]: unknown };

let app: TestApp;
let document: Document;
beforeAll(async () => {
  app = await buildTestApp({
    API_URL: "https://api.example.com",
    OIDC_ISSUER: "https://accounts.example.com",
    OIDC_CLIENT_ID: "cafe",
    OIDC_CLIENT_SECRET: "only-for-tests",
  });
  document = (await app.request.get("/api/openapi.json").expect(200)).body;
});
afterAll(() => app.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
const operation = (name: string) => operations().find((each) => each.name === name)?.operation;

describe("the OpenAPI document", () => {
  it("is of version 3.1, and says where the API is and how to sign in", () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document).toMatchObject({
      info: { title: expect.any(String), version: expect.any(String) },
      servers: [{ url: "https://api.example.com" }],
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer" },
          cookie: { type: "apiKey", in: "cookie", name: "__Host-session" },
        },
      },
    });
  });

  it("has every route of the specification, and none of those that only answer 405", () => {
    const names = operations().map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        "POST /api/auth/signup",
        "POST /api/auth/signin",
        "POST /api/auth/signout",
        "GET /api/auth/session",
        "GET /api/dashboard/data",
        "GET /health/live",
        "GET /health/ready",
      ]),
    );
    const registered = [...app.app.methodsByUrl].flatMap(([url, methods]) =>
      [...methods].map((method) => `${method} ${url}`),
    );
    expect(names.filter((name) => !registered.includes(name.replaceAll(/\{(\w+)\}/g, ":$1")))).toEqual([]);
    expect(names.filter((name) => /OPTIONS|TRACE|docs|openapi|\*/.test(name))).toEqual([]);
  });

  it("gives every route a summary, a subject and an answer in the envelope", () => {
    for (const { name, operation } of operations()) {
      expect({ name, ...operation }).toMatchObject({
        summary: expect.stringMatching(/\S/),
        tags: [expect.any(String)],
      });
      const [status = "", response] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? [];
      expect({ name, status }).toEqual({ name, status: expect.stringMatching(/^20[0-4]$/) });
      // a download and a stream have none
      if (/\/(export|events)$/.test(name) && !response?.content["application/json"]) {
        expect(Object.keys(response?.content ?? {})).toEqual([expect.stringMatching(/^text\/(csv|event-stream)$/)]);
        continue;
      }
      const schema = response?.content["application/json"]?.schema;
      expect({ name, properties: Object.keys(schema?.properties ?? {}) }).toEqual({
        name,
        properties: ["status", "data", "error"],
      });
    }
  });

  it("names every operation, once, as a generated client will", () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(ids).toEqual(ids.map(() => expect.stringMatching(/^[a-z]+([A-Z][a-z]+)*$/)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(["signUp", "signIn", "signOut", "getSession", "listSessions", "getDashboardData"]),
    );
  });

  it("has the error envelope wherever something can go wrong", () => {
    for (const { name, operation } of operations()) {
      const errors = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      for (const [status, { content, description }] of errors) {
        const { error } = content["application/json"]?.schema.properties ?? {};
        expect({ name, status, properties: Object.keys(error?.properties ?? {}), description }).toEqual({
          name,
          status,
          properties: ["code", "message", "details", "requestId"],
          description: expect.not.stringMatching(/^Default/),
        });
      }
      const statuses = errors.map(([status]) => Number(status));
      if (name !== "GET /health/live")
        expect({ name, statuses }).toEqual({ name, statuses: expect.arrayContaining([503]) });
      if (operation.requestBody)
        expect({ name, statuses }).toEqual({ name, statuses: expect.arrayContaining([400, 403, 413, 415]) });
    }
  });

  it("tells of every route whether it reads a session", async () => {
    for (const { name, operation } of operations()) {
      expect({ name, security: operation.security }).toEqual({ name, security: expect.any(Array) });
    }
    const secured = operations()
      .filter(({ operation: { security } }) => Array.isArray(security) && security.length > 0)
      .map(({ name }) => name);
    // these answer without a session too
    const either = ["POST /api/auth/signout", "GET /api/auth/session"];
    expect(secured).toEqual(expect.arrayContaining([...either, "GET /api/dashboard/data"]));
    const optional = operations().filter(({ operation }) => JSON.stringify(operation.security).endsWith(",{}]"));
    expect(optional.map(({ name }) => name).sort()).toEqual(either.sort());
    for (const { name } of operations()) {
      const [method = "", path = ""] = name.split(" ");
      const answer = await sendRaw(app.url, `${method} ${path} HTTP/1.1\nHost: api\nConnection: close\n\n`);
      const asksForSession = answer.text.includes('"UNAUTHENTICATED"');
      expect({ name, asksForSession }).toEqual({
        name,
        asksForSession: secured.includes(name) && !either.includes(name),
      });
    }
  });

  it("names every header that a route goes by", () => {
    const readersOf = (header: string) =>
      operations()
        .filter(({ operation: { parameters = [] } }) => parameters.some((p) => p.in === "header" && p.name === header))
        .map(({ name }) => name);
    for (const name of readersOf("if-none-match")) expect(operation(name)?.responses).toHaveProperty("304");
    for (const name of readersOf("if-match")) expect(operation(name)?.responses).toHaveProperty("412");
    for (const name of readersOf("idempotency-key")) expect(operation(name)?.responses).toHaveProperty("422");
  });

  it("tells of every route whether it compares X-User-Id", async () => {
    const { headers } = await signUpUser(app);
    for (const { name, operation } of operations()) {
      const [method = "", path = ""] = name.split(" ");
      const head = `${method} ${path} HTTP/1.1\nHost: api\nConnection: close\nAuthorization: ${headers.authorization}`;
      const { status, text } = await sendRaw(app.url, `${head}\nX-User-Id: nobody\n\n`);
      const named = operation.parameters?.some((parameter) => parameter.name === "x-user-id") ?? false;
      expect({ name, named, status, declared: status in operation.responses }).toEqual({
        name,
        named: text.includes('"SESSION_CHANGED"'),
        status,
        declared: true,
      });
    }
  });

  it("declares how a body is refused where none is taken", async () => {
    const bodyless = operations().filter(
      ({ name, operation }) => !name.startsWith("GET") && operation.requestBody === undefined,
    );
    expect(bodyless.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["DELETE /api/auth/sessions", "DELETE /api/auth/sessions/{id}"]),
    );
    for (const { name, operation } of bodyless) {
      const [method = "", path = ""] = name.replace("{id}", randomUUID()).split(" ");
      const send = async (type: string, body: string) => {
        const { headers } = await signUpUser(app);
        const head = `${method} ${path} HTTP/1.1\nHost: api\nConnection: close\nAuthorization: ${headers.authorization}`;
        const { status, text } = await sendRaw(
          app.url,
          `${head}\nContent-Type: ${type}\nContent-Length: ${body.length}\n\n${body}`,
        );
        return { name, status, declared: status in operation.responses, details: JSON.parse(text).error?.details };
      };
      const declared = { name, declared: true, details: undefined };
      expect(await send("text/plain", "hello")).toEqual({ ...declared, status: 415 });
      expect(await send("application/json", " ".repeat(70_000))).toEqual({ ...declared, status: 413 });
      expect(await send("application/json", '{"extra":1}')).toEqual({
        ...declared,
        status: 400,
        details: [{ in: "body", path: "/extra", message: "Unknown property" }],
      });
      // an empty one is none
      expect((await send("application/json", "{}")).status).not.toBe(400);
    }
  });

  it("holds no keyword of our own", () => {
    const words = new Set<string>();
    JSON.stringify(document, (key, value) => {
      words.add(key);
      return value;
    });
    expect([...words].filter((word) => /Message$|^\$id$/.test(word))).toEqual([]);
  });

  it("describes what goes in: properties, limits and defaults", () => {
    const { schema } = operation("POST /api/auth/signup")?.requestBody?.content["application/json"] ?? {};
    expect(schema).toMatchObject({
      required: ["email", "password"],
      additionalProperties: false,
      properties: {
        email: { type: "string", maxLength: 254 },
        password: { type: "string", minLength: 8 },
        name: { type: "string" },
      },
    });
    for (const name of [
      "POST /api/auth/signout",
      "DELETE /api/auth/two-factor",
      "DELETE /api/auth/user",
      "DELETE /api/auth/passkeys/{id}",
    ]) {
      expect({ name, ...operation(name)?.requestBody }).toMatchObject({ name, required: false });
    }
    expect(operation("DELETE /api/auth/sessions")?.requestBody).toBeUndefined();
    const query = operation("GET /api/dashboard/data")?.parameters?.filter((parameter) => parameter.in === "query");
    expect(query).toMatchObject([
      { in: "query", name: "range", schema: { enum: ["7d", "30d", "90d"], default: "30d" } },
      { in: "query", name: "timezone", schema: { type: "string", format: "timezone" } },
      { in: "query", name: "compare", schema: { enum: ["previous", "weekday"], default: "previous" } },
    ]);
  });

  it("describes what comes out: the user and nothing else", () => {
    const { schema } = operation("POST /api/auth/signin")?.responses["200"]?.content["application/json"] ?? {};
    const { user } = schema?.properties?.data?.properties ?? {};
    const names = ["id", "email", "name", "emailVerified", "image", "createdAt", "updatedAt"];
    expect(Object.keys(user?.properties ?? {})).toEqual(names);
    expect(user?.required).toEqual(names);
    expect(user?.properties?.image?.type).toEqual(["string", "null"]);
  });

  it("is JSON that any page of the API's origin may read, and no error", async () => {
    const { headers } = await app.request.get("/api/openapi.json");
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  });
});

describe("the documentation page", () => {
  it.each(["/api/docs", "/api/docs/"])(
    "is at %s, with a policy that lets its own scripts run and nobody frame it",
    async (path) => {
      const { headers, text } = await app.request.get(path).expect(200);
      expect(headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(text).toContain("swagger-ui");
      const policy = headers["content-security-policy"] ?? "";
      expect(policy).toMatch(/script-src 'self'/);
      expect(policy).toMatch(/connect-src 'self'/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).not.toMatch(/(script-src|style-src) [^;]*unsafe|https?:|upgrade-insecure-requests/);
      expect(text).not.toMatch(/<script>|style=/);
      expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
    },
  );

  it("finds all that it loads, and the document", async () => {
    const { text } = await app.request.get("/api/docs");
    const urls = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = ""]) => url);
    expect(urls.length).toBeGreaterThan(4);
    for (const url of urls) {
      const { status, headers } = await app.request.get(url);
      expect({ url, status }).toEqual({ url, status: 200 });
      expect(headers["content-type"]).toMatch(/css|javascript|png/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
    }
    const file = urls.find((url) => url.endsWith(".css")) ?? "";
    for (const [name, value] of [
      ["range", "bytes=9999999999-"],
      ["if-match", '"x"'],
      ["if-unmodified-since", "Sat, 01 Jan 2000 00:00:00 GMT"],
    ] as const)
      await app.request.get(file).set(name, value).expect(200);
    const [shown, published] = [await app.request.get("/api/docs/json"), await app.request.get("/api/openapi.json")];
    expect(shown.body).toEqual(published.body);
  });
});
