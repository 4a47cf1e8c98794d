import { connect } from "node:net";
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { problem } from "../../test/http/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

type Account = Awaited<ReturnType<typeof signUpUser>>;

/** Announces a file whose end doesn't come. */
function holdBack({ headers }: Account) {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  socket.write(
    `POST /api/orders/import HTTP/1.1\r\nHost: x\r\nAuthorization: ${headers.authorization}\r\nContent-Type: text/csv\r\nContent-Length: 50\r\n\r\nitem`,
  );
  let text = "";
  socket.on("data", (data) => {
    text += data;
  });
  return { isRefused: () => text.startsWith("HTTP/1.1 503") };
}

it("refuses an import too many before its file is there, until a slow sender gives way to it", async () => {
  const [ada, bob, cem] = [await signUpUser(app), await signUpUser(app), await signUpUser(app)];
  const held = [ada, ada, ada, ada, ada, bob, bob].map(holdBack);
  const countRefused = () => held.filter(({ isRefused }) => isRefused()).length;
  const send = async () =>
    app.request
      .post("/api/orders/import")
      .set(cem.headers)
      .type("text/csv")
      .send("item,category,quantity,total\nLatte,Coffee,1,1.00");

  await vi.waitFor(() => expect(countRefused()).toBe(1), 10_000);
  const answer = await send();
  expect(problem(answer)).toEqual({ status: 503, code: "SERVICE_UNAVAILABLE" });
  expect(answer.headers["retry-after"]).toMatch(/^\d+$/);

  await vi.waitFor(async () => expect((await send()).status).toBe(201), { timeout: 15_000, interval: 100 });
  expect(countRefused()).toBe(2);
});
