import { randomUUID } from "node:crypto";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTypes, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD } from "../test/factories.ts";
import { runNode } from "../test/run-program.ts";

const packages = new URL("../../../node_modules/", import.meta.url);
const TSC = fileURLToPath(new URL("typescript/bin/tsc", packages));

const COMPILER_OPTIONS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: false,
  target: "esnext",
  module: "nodenext",
  lib: ["esnext", "dom", "dom.iterable"],
  types: ["node"],
  allowImportingTsExtensions: true,
};

/** What a user of the API writes. It prints what it got. */
const CLIENT = `
import createClient from "openapi-fetch";
import type { paths } from "./api.ts";

const [baseUrl = "", email = "", password = ""] = process.argv.slice(2);
const anybody = createClient<paths>({ baseUrl });
const signedUp = await anybody.POST("/api/auth/signup", { body: { email, password } });
const { data: signedIn } = signedUp.data ?? {};
const token = signedIn && "sessionToken" in signedIn ? signedIn.sessionToken : null;

const api = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\` } });
const session = await api.GET("/api/auth/session");
const order = { item: "Flat white", category: "Coffee", quantity: 2, totalCents: 780 };
const header = { "idempotency-key": "first" };
const added = await api.POST("/api/orders", { params: { header }, body: order });
const again = await api.POST("/api/orders", { params: { header }, body: order });
const orders = await api.GET("/api/orders", { params: { query: { limit: 10, sort: "totalCents" } } });
const id = added.data?.data.id ?? "";
const stale = await api.PATCH("/api/orders/{id}", {
  params: { path: { id }, header: { "if-match": '"0"' } },
  body: { status: "refunded" },
});
const code: "PRECONDITION_FAILED" | (string & {}) | undefined = stale.error?.error.code;
console.log(
  JSON.stringify({
    email: session.data?.data?.user.email,
    sameOrder: again.data?.data.id === id,
    rows: orders.data?.data.rows.map((row) => row.totalCents),
    code,
  }),
);
`;

/** Each line is one thing that the API does not have. */
const WRONG = `
import createClient from "openapi-fetch";
import type { paths } from "./api.ts";
const api = createClient<paths>();
await api.GET("/api/nothing");
await api.POST("/api/auth/signin", { body: { email: "ada@example.com" } });
await api.GET("/api/orders", { params: { query: { limit: "ten" } } });
await api.PATCH("/api/orders/{id}", { params: { path: {} }, body: {} });
(await api.GET("/api/auth/session")).data?.data?.user.passwordHash;
`;

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await buildTestApp();
  folder = await mkdtemp(join(tmpdir(), "cafe-client-"));
  const { body: document } = await app.request.get("/api/openapi.json").expect(200);
  await symlink(fileURLToPath(packages), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
  await writeFile(join(folder, "api.ts"), astToString(await openapiTypes(document)));
  await writeFile(join(folder, "client.ts"), CLIENT);
  await writeFile(join(folder, "wrong.ts"), WRONG);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

it("types made from the OpenAPI document compile, and refuse what the API doesn't have", {
  timeout: 60_000,
}, async () => {
  const { output } = await runNode([TSC, "--pretty", "false", "-p", folder], {}, folder).ended;
  const lines = [...output.matchAll(/^(\S+\.ts)\((\d+),/gm)].map(([, file, line]) => `${file}:${line}`);
  expect({ lines: [...new Set(lines)], output }).toEqual({
    lines: ["wrong.ts:5", "wrong.ts:6", "wrong.ts:7", "wrong.ts:8", "wrong.ts:9"],
    output: expect.any(String),
  });
});

it("a client with those types signs up, reads its session and lists its orders", async () => {
  const email = `${randomUUID()}@example.com`;
  const { output, errors } = await runNode(["client.ts", app.url, email, PASSWORD], {}, folder).ended;
  expect(errors).toBe("");
  expect(JSON.parse(output)).toEqual({ email, sameOrder: true, rows: [780], code: "PRECONDITION_FAILED" });
});
