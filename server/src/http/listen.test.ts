import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { buildApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { createTestDatabase } from "../test/database/database.ts";
import { sendRaw } from "../test/http/raw-request.ts";
import { SERVER_SETTINGS } from "../test/run-program.ts";
import { listenOn } from "./listen.ts";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

it("answers alike on each of its IP addresses, down to what is no HTTP", async () => {
  const config = readConfig({ ...SERVER_SETTINGS, LOG_LEVEL: "silent", DATABASE_URL: database.url });
  const app = await buildApp({ ...config, databaseUrl: database.url });
  try {
    await listenOn(app, ["127.0.0.1", "::1"], 0);
    const { port } = app.server.address() as AddressInfo;
    const answers = [];
    for (const host of ["127.0.0.1", "[::1]"]) {
      const url = `http://${host}:${port}`;
      const { status, headers, text } = await sendRaw(url, "GARBAGE\n\n");
      const expectation = await sendRaw(url, "GET /health/live HTTP/1.1\nhost: x\nexpect: tea\nconnection: close\n\n");
      answers.push([status, JSON.parse(text).error.code, Object.keys(headers), expectation.status]);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]).toMatchObject([400, "BAD_REQUEST", expect.any(Array), 200]);
  } finally {
    await app.close();
  }
});
