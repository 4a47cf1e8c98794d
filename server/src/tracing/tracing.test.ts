import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { createTestDatabase } from "../test/database/database.ts";
import { PASSWORD } from "../test/factories.ts";
import { runServer } from "../test/run-program.ts";

// each starts a process of its own
vi.setConfig({ testTimeout: 60_000 });

type Attribute = { key: string; value: { stringValue?: string; intValue?: number } };
type Span = { traceId: string; spanId: string; parentSpanId?: string; name: string; attributes: Attribute[] };
type Export = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

/** An OpenTelemetry collector, as far as traces sent as JSON go. */
async function startCollector() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    expect(request.url).toBe("/v1/traces");
    bodies.push(await text(request));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    spans: () =>
      bodies
        .map((body): Export => JSON.parse(body))
        .flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const attribute = ({ attributes }: Span, name: string) =>
  Object.values(attributes.find(({ key }) => key === name)?.value ?? {})[0];

/** As a proxy sends it. */
const [PROXYS_TRACE, PROXYS_SPAN] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
const askAsProxy = (url: string) =>
  fetch(`${url}/api/auth/config`, {
    headers: { traceparent: `00-${PROXYS_TRACE}-${PROXYS_SPAN}-01`, "x-forwarded-for": "198.51.100.7" },
  });
const goesOn = (spans: Span[]) => {
  const span = spans.find(({ name }) => name === "GET /api/auth/config");
  return [span?.traceId === PROXYS_TRACE, span?.parentSpanId === PROXYS_SPAN];
};

it("sends a trace of each request with its statements and none of their values, and joins no stranger's trace", async () => {
  await using collector = await startCollector();
  await using server = await runServer({ DATABASE_URL: database.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const email = "traced@example.com";
  const answer = await fetch(`${server.url}/api/auth/signup`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-request-id": "from-the-proxy" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  expect(answer.status).toBe(201);
  const { data } = await answer.json();
  const headers = { authorization: `Bearer ${data.sessionToken}` };
  await fetch(`${server.url}/api/auth/activity?cursor=a-secret-cursor`, { headers });
  await askAsProxy(server.url);
  // what is left is sent at the end
  server.signal("SIGTERM");
  expect((await server.ended).code).toBe(0);

  const spans = collector.spans();
  expect(goesOn(spans)).toEqual([false, false]);
  const signUp = spans.find(({ name }) => name === "POST /api/auth/signup");
  if (!signUp) throw new Error(`no span of the sign-up among ${spans.map(({ name }) => name)}`);
  expect(attribute(signUp, "http.response.status_code")).toBe(201);
  expect(attribute(signUp, "request.id")).toBe("from-the-proxy");
  const statements = spans.filter(({ parentSpanId }) => parentSpanId === signUp.spanId);
  expect(statements.map(({ name }) => name)).toEqual(expect.arrayContaining(["begin", "insert", "commit"]));
  expect(statements.every(({ traceId }) => traceId === signUp.traceId)).toBe(true);
  const list = spans.find(({ name }) => name === "GET /api/auth/activity");
  expect(spans.filter(({ parentSpanId }) => parentSpanId === list?.spanId).map(({ name }) => name)).toContain(
    "find_sessions",
  );
  const sent = collector.bodies.join("\n");
  for (const value of [email, PASSWORD, data.sessionToken, data.user.id, "a-secret-cursor"]) {
    expect(sent).not.toContain(value);
  }
});

it.each([
  ["goes on with the trace of a proxy that is trusted", "1", true],
  ["begins one of its own where another is", "203.0.113.1", false],
])("%s", async (_what, TRUST_PROXY, trusted) => {
  await using collector = await startCollector();
  await using server = await runServer({
    DATABASE_URL: database.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    TRUST_PROXY,
  });
  await askAsProxy(server.url);
  server.signal("SIGTERM");
  await server.ended;
  expect(collector.spans().map(({ name }) => name)).toContain("GET /api/auth/config");
  expect(goesOn(collector.spans())).toEqual([trusted, trusted]);
});

it("answers and ends as ever while the collector is unreachable", async () => {
  await using server = await runServer({
    DATABASE_URL: database.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
  });
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  server.signal("SIGTERM");
  const { code, errors } = await server.ended;
  expect([code, errors]).toEqual([0, ""]);
});
