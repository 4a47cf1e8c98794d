import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD } from "../test/factories.ts";
import { runNode } from "../test/run-program.ts";

const packages = new URL("../../../node_modules/", import.meta.url);
const TSC = fileURLToPath(new URL("typescript/bin/tsc", packages));
const GENERATOR = join(
  dirname(createRequire(import.meta.url).resolve("openapi-typescript/package.json")),
  "bin/cli.js",
);

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

/** What a user of the API does and writes, as the recipe has it. */
const RECIPE = new URL("../../../docs/typed-client.md", import.meta.url);
const block = (recipe: string, language: string) =>
  new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(recipe)?.[1] ?? "";

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
  const recipe = await readFile(RECIPE, "utf8");
  await symlink(fileURLToPath(packages), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
  await writeFile(join(folder, "client.ts"), block(recipe, "ts"));
  await writeFile(join(folder, "wrong.ts"), WRONG);
  const [, parameters = ""] = /^npx openapi-typescript (.*)$/m.exec(block(recipe, "sh")) ?? [];
  const generate = parameters.replace("http://localhost:3000", app.url).split(" ");
  const made = await runNode([GENERATOR, ...generate], {}, folder).ended;
  expect(made).toMatchObject({ code: 0 });
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
