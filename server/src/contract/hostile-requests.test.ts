import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { httpClient } from "../test/http/http-client.ts";
import {
  fitting,
  hasEnd,
  type Input,
  inputSchema,
  type Operation,
  readOperations,
  requestOf,
  type Schema,
} from "../test/openapi-document.ts";

/** How long one request may keep the event loop busy: everybody else waits for as long. */
const LONGEST_MS = 50;

/** Thousands of requests, on a busy machine. */
const TIME_LIMIT_MS = 120_000;

let app: TestApp;
let client: ReturnType<typeof httpClient>;
let operations: Operation[];
let session: Record<string, string>;
beforeAll(async () => {
  app = await buildTestApp({
    LOGIN_ATTEMPTS_PER_ACCOUNT: "1000000",
    TRUST_PROXY: "loopback",
    OIDC_ISSUER: "http://127.0.0.1:9",
    OIDC_CLIENT_ID: "cafe",
    OIDC_CLIENT_SECRET: "only-for-tests",
  });
  client = httpClient(app.url);
  operations = (await readOperations(app)).filter(hasEnd);
  session = (await signUpUser(app)).headers;
});
afterAll(async () => {
  client.close();
  await app.close();
});

/** Each is repeated up to the length that is tried. */
const HOSTILE = [
  ["", "a", ""],
  ["", " ", "x"],
  ["123456", " ", "x"],
  ["", "1 ", "x"],
  ["ab3de-fg7hj", "\t", "!"],
  ["", "a.", "@"],
  ["a@", "a.", ""],
  ["a@", "a-", "."],
  ["", "🥐", "\n"],
  ["", "\ud800", ""],
  ["", "\udc00", "a"],
  ["", "\0", ""],
  ["", "İ", ""],
  ["", "a\u0301", ""],
  ["https://", "a.", "/"],
  ["https://a/", "%25", "%"],
  ["https://[", "1:", "]"],
  ["/", "../", "\\"],
  ["", "~/", ""],
  ["Europe/", "Berlin/", ""],
  ["2026-01-01T", "0", "Z"],
  ["2026-01-01T00:00:00 ", "(", ")"],
  ["", "9", ""],
  ["", '"\\', ""],
  ["", "<a ", ">"],
  ["o2Ns", "oWFh", ""],
] as const;

const text = ([start, middle, end]: readonly [string, string, string], length: number) =>
  `${start}${middle.repeat(Math.max(0, Math.ceil((length - start.length - end.length) / middle.length)))}${end}`;

const LONG_BODY = 60_000;
/** The server takes 16 KiB of headers, URL included. */
const LONG_ADDRESS = 5_000;
const LONG_HEADER = 15_000;

/** Values for each place where an operation takes text: one field hostile at a time, what stands beside it fits. */
function hostileInputs(operation: Operation, isNew: (...key: unknown[]) => boolean): Input[] {
  const schema = inputSchema(operation);
  const [around = {}] = fc.sample(fitting(schema) as fc.Arbitrary<Input>, { seed: 7, numRuns: 1 });
  return textFields(schema).flatMap(({ path, field }) => {
    const longest = path[0] === "body" ? LONG_BODY : LONG_ADDRESS;
    // what is too long is refused before the route runs, at the same cost wherever the field is the same
    const lengths = [
      ...(field.maxLength === undefined ? [] : [field.maxLength]),
      ...(field.maxLength === undefined || isNew(path[0], field) ? [longest] : []),
    ];
    return lengths.flatMap((length) => HOSTILE.map((hostile) => put(around, path, fittingBody(hostile, length))));
  });
}

/** JSON writes some characters as six: the body limit would refuse them unread. */
function fittingBody(hostile: (typeof HOSTILE)[number], length: number): string {
  const whole = text(hostile, length);
  const excess = Buffer.byteLength(JSON.stringify(whole)) / LONG_BODY;
  return excess > 1 ? text(hostile, Math.floor(length / excess)) : whole;
}

type Field = { path: string[]; field: Schema };

/** Says of each key whether it comes for the first time. */
function firstOfEach() {
  const seen = new Set<string>();
  return (...key: unknown[]) => seen.size < seen.add(JSON.stringify(key)).size;
}

function textFields(schema: Schema, path: string[] = []): Field[] {
  const inside = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => textFields(property, [...path, name])),
    ...(schema.items ? textFields(schema.items, [...path, "0"]) : []),
    ...(schema.anyOf ?? []).flatMap((option) => textFields(option, path)),
  ];
  return [schema.type].flat().includes("string") ? [{ path, field: schema }, ...inside] : inside;
}

/** A copy of the target with the value at this path; an array then has this one item. */
function put(target: unknown, [name = "", ...rest]: string[], value: unknown): object {
  const before = typeof target === "object" && target !== null ? { ...target } : {};
  const inside = rest.length > 0 ? put(Object.entries(before).find(([key]) => key === name)?.[1], rest, value) : value;
  return name === "0" ? [inside] : { ...before, [name]: inside };
}

type Request = Parameters<typeof client.send>[0];

const signedIn = (request: Request) => ({ ...request, headers: { ...request.headers, ...session } });

const named = ({ method, path, body = "" }: Request) => `${method} ${path.slice(0, 60)} ${body.slice(0, 60)}`;

async function expectQuick(requests: Request[]): Promise<void> {
  expect(await slowOnes(requests)).toEqual([]);
}

/** Those that keep the event loop busy for too long; three tell enough. */
async function slowOnes(requests: Request[]): Promise<string[]> {
  const slow: string[] = [];
  for (const request of requests) {
    if (slow.length === 3) break;
    if (await isSlow(request)) slow.push(named(request));
  }
  return slow;
}

/** Collecting garbage and compiling do not hit the same request three times. */
async function isSlow(request: Request): Promise<boolean> {
  for (let attempt = 1; attempt <= 3; attempt++) if ((await busyMs(() => send(request))) < LONGEST_MS) return false;
  return true;
}

async function send(request: Request): Promise<void> {
  const { status } = await client.send(request);
  if (status === 500) expect.fail(`500: ${named(request)}`);
}

/** How long some work keeps this thread, which runs the event loop, busy. Unlike its delay it is the same on a busy machine. */
async function busyMs(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

it("watches something that would notice", async () => {
  const work = () => {
    const end = performance.now() + 20 * LONGEST_MS;
    while (performance.now() < end);
  };
  expect(await busyMs(work)).toBeGreaterThan(LONGEST_MS);
});

it("holds nobody up with any text in any field of the OpenAPI document", { timeout: TIME_LIMIT_MS }, async () => {
  const isNew = firstOfEach();
  const requests = operations.flatMap((operation) =>
    hostileInputs(operation, isNew).map((input) => signedIn(requestOf(operation, input))),
  );
  expect(requests.length).toBeGreaterThan(1000);
  await expectQuick(requests);
});

it("holds nobody up with any text in any cell of an import", { timeout: TIME_LIMIT_MS }, async () => {
  const columns = ["item", "category", "quantity", "total", "currency", "status", "placedAt"];
  const row = ["Latte", "Coffee", "1", "1.00", "EUR", "completed", "2026-11-01T10:00:00Z"];
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
  const files = HOSTILE.flatMap((hostile) => {
    const cell = quoted(fittingBody(hostile, LONG_BODY));
    const rows = columns.map((_, place) => row.with(place, cell).join());
    return [...rows.map((bad) => [columns.join(), bad].join("\n")), `${columns.join()},${cell}\n${row.join()}`];
  });
  const headers = { "content-type": "text/csv" };
  const importCsv = (body: string) =>
    signedIn({ method: "POST", path: "/api/orders/import?dryRun=true", headers, body });
  await expectQuick(files.map(importCsv));
});

const deep = (length: number) => `${'{"a":'.repeat(length / 6)}1${"}".repeat(length / 6)}`;
const wide = (length: number, item = "1,") => `[${item.repeat(length / item.length - 2)}1]`;
const flood = (length: number) =>
  `{${Array.from({ length: length / 12 }, (_, index) => `"p${String(index).padStart(6, "0")}":1`).join()}}`;

it("holds nobody up with any shape of JSON for any body and any field", { timeout: TIME_LIMIT_MS }, async () => {
  const shapes = [
    deep(LONG_BODY),
    wide(LONG_BODY),
    wide(LONG_BODY, '"a",'),
    wide(LONG_BODY, "{},"),
    wide(LONG_BODY, "[],"),
    wide(LONG_BODY, "1e400,"),
    flood(LONG_BODY),
    `"${"\\ud800".repeat(LONG_BODY / 6)}"`,
    `${"9".repeat(LONG_BODY)}`,
    `${'{"__proto_":'.repeat(LONG_BODY / 13)}1${"}".repeat(LONG_BODY / 13)}`,
    `{"__proto__"${" ".repeat(LONG_BODY)}:1}`,
    `{"constructor"${" ".repeat(LONG_BODY)}x}`,
    `{"${"~/".repeat(LONG_BODY / 4)}":1,"${"/".repeat(LONG_BODY / 4)}":1}`,
  ];
  const isNew = firstOfEach();
  const requests = operations.flatMap((operation) => {
    const { properties = {} } = inputSchema(operation).properties?.body ?? {};
    // a field that takes the same refuses the same
    const fields = Object.entries(properties)
      .filter(([, field]) => isNew(field))
      .map(
        ([name]) =>
          (shape: string) =>
            `{"${name}":${shape}}`,
      );
    const bodies = [...fields, (shape: string) => shape].flatMap((place) => shapes.map(place));
    const { method, path } = requestOf(operation, {});
    const headers = { "content-type": "application/json" };
    return operation.requestBody ? bodies.map((body) => signedIn({ method, path, headers, body })) : [];
  });
  expect(requests.length).toBeGreaterThan(500);
  await expectQuick(requests);
});

it("holds nobody up with any header or query", { timeout: TIME_LIMIT_MS }, async () => {
  const names = [
    "accept accept-encoding authorization cookie content-type expect host if-match if-none-match idempotency-key origin",
    "access-control-request-headers access-control-request-method forwarded range referer user-agent via",
    "x-forwarded-for x-forwarded-host x-forwarded-proto x-http-method-override x-request-id x-user-id",
  ].flatMap((line) => line.split(" "));
  const values = [
    ...HOSTILE.map((hostile) => text(hostile, LONG_HEADER)),
    ...[
      ["", "10.0.0.1,", "10.0.0.1"],
      ["", "::ffff:1,", ""],
      ["Bearer ", " ", "x"],
      ["Bearer ", "%41", ".a"],
      ["", "__Host-session=a.b;", ""],
      ["", "=;", ""],
      ['W/"', '",W/"', '"'],
      ["application/json; ", "a=b;", ""],
      ['application/json; a="', "\\", ""],
      ["bytes=", "0-1,", ""],
      ["gzip;q=", "0", ",*;q=0"],
    ].map(([start = "", middle = "", end = ""]) => text([start, middle, end], LONG_HEADER)),
  ].map((value) =>
    Buffer.from(value)
      .toString("latin1")
      .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "?"),
  );
  const headers = names.flatMap((name) => values.map((value) => ({ ...session, [name]: value })));
  const queries = [...values.map(encodeURIComponent), "a=1&".repeat(2500), "range=7d&".repeat(1000), "&=".repeat(5000)];
  await expectQuick([
    ...headers.map((header) => ({ method: "GET", path: "/api/dashboard/data", headers: header })),
    ...headers.map((header) => ({
      method: "POST",
      path: "/api/auth/signin",
      headers: { "content-type": "application/json", ...header },
      body: "{}",
    })),
    ...queries.flatMap((query) =>
      ["/api/dashboard/data", "/api/auth/callback/oidc", "/api/nothing", "/api/docs/static/"].map((path) => ({
        method: "GET",
        path: `${path}?${query.slice(0, LONG_HEADER)}`,
        headers: session,
      })),
    ),
    ...values.map((value) => ({ method: "GET", path: `/${encodeURI(value).slice(0, LONG_HEADER)}` })),
  ]);
});

it("names at most a hundred of the errors in a request", async () => {
  const answer = await client.send({
    method: "POST",
    path: "/api/auth/signin",
    headers: { "content-type": "application/json" },
    body: flood(LONG_BODY),
  });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text).error.details).toHaveLength(100);
});
