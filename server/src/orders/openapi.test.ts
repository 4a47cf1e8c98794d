import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { type Operation, readOperations } from "../test/openapi-document.ts";

let app: TestApp;
let operations: Operation[];
beforeAll(async () => {
  app = await buildTestApp();
  operations = await readOperations(app);
});
afterAll(() => app.close());

it("the OpenAPI document names every header that a route of orders or figures goes by", () => {
  const readersOf = (header: string) =>
    operations
      .filter(({ parameters = [] }) => parameters.some((p) => p.in === "header" && p.name === header))
      .map(({ name }) => name);
  expect(readersOf("idempotency-key")).toEqual(
    expect.arrayContaining([
      "POST /api/orders",
      "POST /api/orders/{id}/restore",
      "POST /api/orders/bulk",
      "POST /api/orders/import",
    ]),
  );
  expect(readersOf("if-match")).toEqual(expect.arrayContaining(["PATCH /api/orders/{id}", "DELETE /api/orders/{id}"]));
  expect(readersOf("if-none-match")).toEqual(
    expect.arrayContaining(["GET /api/dashboard/data", "GET /api/orders/{id}"]),
  );
});
