import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
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
} from "../test/openapi-document.ts";

/** Requests for each operation, signed in and out; a fixed seed, so that a failure can be seen again. */
const RUNS = 45;
const SEED = 20_261_124;

let app: TestApp;
let client: ReturnType<typeof httpClient>;
let operations: Operation[];
beforeAll(async () => {
  app = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "1000000" });
  client = httpClient(app.url);
  operations = (await readOperations(app)).filter(hasEnd);
});
afterAll(async () => {
  client.close();
  await app.close();
});

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
ajv.addFormat("text", true);
ajv.addFormat("timezone", true);

/** One that fits, and often one that nearly does: a part of it is another value, or missing. */
function nearlyFitting(operation: Operation): fc.Arbitrary<Input> {
  const fits = fitting(inputSchema(operation)) as fc.Arbitrary<Input>;
  const off = fc.tuple(fits, fc.nat(), fc.oneof(fc.jsonValue(), fc.string({ unit: "binary" }), fc.constant(undefined)));
  return fc.oneof(
    fits,
    off.map(([input, place, value]) => (Object.keys(input).length > 0 ? spoil(input, place * 3 + 1, value) : input)),
  );
}

function spoil<T>(value: T, place: number, other: unknown): T {
  const names = Object.keys(value ?? {});
  const name = names[place % names.length];
  if (typeof value !== "object" || value === null || name === undefined) return other as T;
  const inner = Object.entries(value).find(([key]) => key === name)?.[1];
  const spoilt = place % 3 === 0 || typeof inner !== "object" ? other : spoil(inner, Math.floor(place / 2), other);
  return { ...value, [name]: spoilt };
}

it("answers whatever fits the document, or nearly does, with what the document declares", {
  timeout: 120_000,
}, async () => {
  let requests = 0;
  const problems: object[] = [];
  for (const operation of operations) {
    const answers = Object.fromEntries(
      Object.entries(operation.responses).map(([status, { content }]) => [
        status,
        ajv.compile(content?.["application/json"]?.schema ?? true),
      ]),
    );
    for (const input of fc.sample(nearlyFitting(operation), { seed: SEED, numRuns: RUNS })) {
      const session = requests % 3 === 0 ? {} : (await person()).headers;
      const request = requestOf(operation, input);
      const headers: Record<string, string> = { ...session, ...sendable(request.headers) };
      // somebody else's id hides what stands behind it
      if (requests % 8 !== 0) delete headers["x-user-id"];
      const answer = await client.send({ ...request, headers });
      const check = answers[answer.status];
      // 503 is a busy machine's
      const isJson = operation.responses[answer.status]?.content?.["application/json"] !== undefined;
      const body = isJson ? JSON.parse(answer.text) : null;
      const expected = check?.(body) && (answer.status < 500 || answer.status === 503);
      const { status, text } = answer;
      if (!expected) problems.push({ operation: operation.name, input, status, text, errors: check?.errors });
      requests++;
    }
  }
  expect(problems).toEqual([]);
  expect(requests).toBeGreaterThan(1500);
});

/** What an HTTP client lets through. */
const sendable = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => /^[\w-]+$/.test(name))
      .map(([name, value]) => [name, value.replaceAll(/[^\x20-\x7e]/g, "?")]),
  );

let current: Awaited<ReturnType<typeof signUpUser>> | undefined;
/** Somebody signed in: another, once the last one's session has ended. */
async function person() {
  if (current) {
    const { body } = await app.request.get("/api/auth/session").set(current.headers);
    if (body.data) return current;
  }
  current = await signUpUser(app);
  return current;
}
