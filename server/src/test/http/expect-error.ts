import { expect } from "vitest";

export type Answer = { status: number; headers: Record<string, string>; text: string };

/** What every error answer has, whoever produced it. */
export function expectError({ status, headers, text }: Answer, expectedStatus: number, code: string) {
  expect({ status, text }).toEqual({ status: expectedStatus, text: expect.stringContaining(`"${code}"`) });
  expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  const body = JSON.parse(text);
  expect(body).toEqual({ status: "error", data: null, error: expect.objectContaining({ code }) });
  expect(Object.keys(body.error).filter((key) => key !== "details")).toEqual(["code", "message", "requestId"]);
  expect(body.error.message).toMatch(/^[A-Za-z].*\.$/);
  expect(headers["x-request-id"]).toBe(body.error.requestId);
  expect(headers["cache-control"]).toMatch(/no-store|private/);
  expectSecurityHeaders(headers);
  expectNothingInternal({ headers, text });
  return body.error;
}

export function expectSecurityHeaders(headers: Record<string, string>) {
  expect(headers).toMatchObject({
    "content-security-policy": expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
    "strict-transport-security": expect.stringMatching(/^max-age=\d{8}/),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
  });
}

/** No product and version, no stack, no path of the server, no SQL. */
export function expectNothingInternal({ headers, text }: Pick<Answer, "headers" | "text">) {
  expect(headers).not.toHaveProperty("server");
  expect(headers).not.toHaveProperty("x-powered-by");
  expect(text).not.toMatch(/fastify|node_modules|\bat .+:\d+|FST_|select |insert |\.ts\b/i);
  expect(text).not.toContain(process.cwd());
}
