import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { sendRaw } from "../test/http/raw-request.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
  // milliseconds, in place of many seconds
  app.app.server.headersTimeout = 200;
  app.app.server.requestTimeout = 400;
});
afterAll(() => app.close());

const JSON_TYPE = "Host: api\nContent-Type: application/json";
const TOO_SLOW = {
  headers: "POST /api/auth/signin HTTP/1.1\nHost: api\nContent-Type: appl",
  body: `POST /api/auth/signin HTTP/1.1\n${JSON_TYPE}\nContent-Length: 100\n\n{"email":`,
  "body in pieces": `POST /api/auth/signout HTTP/1.1\n${JSON_TYPE}\nTransfer-Encoding: chunked\n\n5\n{`,
};

it("answers what comes too slowly with 408, in the envelope, and others meanwhile", async () => {
  const slow = Object.entries(TOO_SLOW).map(async ([what, text]) => ({ what, ...(await sendRaw(app.url, text)) }));
  await app.request.get("/health/live").expect(200);
  for (const { what, status, headers, text } of await Promise.all(slow)) {
    expect({ what, status }).toEqual({ what, status: 408 });
    expect(headers).toMatchObject({
      connection: "close",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    expect(JSON.parse(text)).toEqual({
      status: "error",
      data: null,
      error: { code: "REQUEST_TIMEOUT", message: expect.any(String), requestId: headers["x-request-id"] },
    });
  }
});
