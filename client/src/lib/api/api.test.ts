import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ApiError, api, isUnreachable, UnreachableError } from "./api.ts";
import { loadConfig } from "./config.ts";

const error = { code: "RATE_LIMITED", message: "Too many attempts", requestId: "request-1" };
const unavailable = { code: "SERVICE_UNAVAILABLE", message: "The database is unavailable", requestId: "request-2" };

/** Each path answers as the API, or a proxy in front of it, might. */
const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  "/config.json": (_, response) => json(response, 200, { apiUrl: `${url}/` }),
  "/echo": async (request, response) => {
    const { method, headers } = request;
    const body = (await request.toArray()).join("");
    json(response, 200, { status: "success", data: { method, type: headers["content-type"], body }, error: null });
  },
  "/refused": (_, response) => {
    response.setHeader("Retry-After", "7");
    json(response, 429, { status: "error", data: null, error });
  },
  "/unavailable": (_, response) => json(response, 503, { status: "error", data: null, error: unavailable }),
  ...Object.fromEntries(
    [500, 502, 503, 504].map((status) => [
      `/proxy/${status}`,
      (_: IncomingMessage, response: ServerResponse) =>
        void response.writeHead(status, { "Content-Type": "text/html" }).end("<h1>Bad gateway</h1>"),
    ]),
  ),
  "/page": (_, response) => void response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Not the API</h1>"),
  "/cut": (request) => void request.socket.destroy(),
  "/silent": () => {},
  "/slowly": (_, response) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    pieces = response;
    response.write('{"status":"success",');
  },
};
/** The response at /slowly. */
let pieces: ServerResponse;
const server = createServer((request, response) => answers[request.url ?? ""]?.(request, response));
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await loadConfig(`${url}/config.json`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each(["post", "patch", "delete"] as const)("%s sends JSON and unwraps the envelope", async (method) => {
  expect(await api[method]("/echo", { email: "ada@example.com" })).toEqual({
    method: method.toUpperCase(),
    type: "application/json",
    body: '{"email":"ada@example.com"}',
  });
});

test.each(["post", "delete"] as const)("%s without a body sends no content type", async (method) => {
  expect(await api[method]("/echo")).toEqual({ method: method.toUpperCase(), body: "" });
});

test("an error keeps its code, message and request id", async () => {
  const refusal = await api.get("/refused").catch((reason: unknown) => reason);
  expect(refusal).toBeInstanceOf(ApiError);
  expect(refusal).toMatchObject({ ...error, status: 429, details: [], retryAfterSeconds: 7 });
  expect(isUnreachable(refusal)).toBe(false);
});

test.each(["/cut", "/proxy/502", "/proxy/503", "/proxy/504"])("%s counts as an unreachable API", async (path) => {
  const reason = await api.get(path).catch((reason: unknown) => reason);
  expect(reason).toBeInstanceOf(UnreachableError);
  expect(isUnreachable(reason)).toBe(true);
});

test("an API without its database is unreachable, with a request id to quote", async () => {
  const reason = await api.get("/unavailable").catch((reason: unknown) => reason);
  expect(reason).toMatchObject({ requestId: "request-2" });
  expect(isUnreachable(reason)).toBe(true);
});

test.each(["/page", "/proxy/500"])(
  "a response that isn't the API's is an error, and not worth retrying: %s",
  async (path) => {
    const reason = await api.get(path).catch((reason: unknown) => reason);
    expect(reason).toMatchObject({ code: "INTERNAL_ERROR" });
    expect(isUnreachable(reason)).toBe(false);
  },
);

test("a cancelled request doesn't make the API unreachable", async () => {
  const controller = new AbortController();
  const answer = api.get("/silent", controller.signal).catch((reason: unknown) => reason);
  controller.abort();
  expect(isUnreachable(await answer)).toBe(false);
});

test("a download may take as long as data keeps arriving", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const download = (onBytes: (bytes: number) => void) =>
      api.download("/slowly", new AbortController().signal, onBytes).catch((reason: unknown) => reason);
    const comes = () => {
      const { promise, resolve } = Promise.withResolvers<number>();
      arrived = resolve;
      return promise;
    };
    let arrived: (bytes: number) => void = () => {};
    let begun = comes();
    const whole = download((bytes) => arrived(bytes));
    expect(await begun).toBe(20);
    for (const piece of ['"data":', '{"rows":[]},']) {
      vi.advanceTimersByTime(9_000);
      const next = comes();
      pieces.write(piece);
      expect(await next).toBeGreaterThan(20);
    }
    vi.advanceTimersByTime(9_000);
    pieces.end('"error":null}');
    expect(await whole).toEqual({ rows: [] });

    begun = comes();
    const silent = download((bytes) => arrived(bytes));
    await begun;
    vi.advanceTimersByTime(10_000);
    expect(await silent).toBeInstanceOf(UnreachableError);
  } finally {
    vi.useRealTimers();
  }
});

function json(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
