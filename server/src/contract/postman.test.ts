import { promisify } from "node:util";
import newman, { type NewmanRunOptions, type NewmanRunSummary } from "newman";
import { type CollectionResult, convertV2, type Options } from "openapi-to-postmanv2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { hasEnd, readOperations } from "../test/openapi-document.ts";

const toCollection = promisify<Parameters<typeof convertV2>[0], Options, CollectionResult | undefined>(convertV2);
const runCollection = promisify<NewmanRunOptions, NewmanRunSummary>(newman.run);

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

it("a Postman import of the OpenAPI document runs as it is, and gets what the document declares", {
  // a few seconds where nothing else runs
  timeout: 60_000,
}, async () => {
  const { body: document } = await app.request.get("/api/openapi.json").expect(200);
  const operations = await readOperations(app);
  // newman waits for an answer's end
  for (const { path } of operations.filter((operation) => !hasEnd(operation))) delete document.paths[path];
  const converted = await toCollection(
    { type: "json", data: document },
    { folderStrategy: "Tags", parametersResolution: "Example", enableOptionalParameters: false },
  );
  expect(converted?.reason).toBeUndefined();
  const [{ data: collection } = {}] = converted?.output ?? [];
  if (!collection) throw new Error("no collection");
  const { sessionToken } = await signUpUser(app);

  const { run } = await runCollection({
    collection,
    envVar: [
      { key: "baseUrl", value: app.url },
      { key: "bearerToken", value: sessionToken },
    ],
  });

  expect(run.failures).toEqual([]);
  const answers = run.executions.map(({ item, response }) => {
    const declared = item.responses.map(({ code }) => code, undefined);
    return { name: item.name, status: response.code, declared: declared.includes(response.code) };
  });
  expect(answers.filter(({ status, declared }) => !declared || status >= 500)).toEqual([]);
  expect(answers).toHaveLength(operations.filter(hasEnd).length);
  // the examples of the document are requests that work
  const succeeded = Object.fromEntries(answers.map(({ name, status }) => [name, status]));
  expect(succeeded).toMatchObject({
    "Sign up": 201,
    "Sign in": 200,
    "Get the current session": 200,
    "List the caller's sessions, most recently used first": 200,
    "End one of the caller's sessions": 404,
  });
});
