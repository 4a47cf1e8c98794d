import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { reachedOrigins } from "../../../runtime-config.ts";
import { loadConfig } from "./config.ts";

let answer = { status: 200, body: "{}" };
const server = createServer((_, response) => response.writeHead(answer.status).end(answer.body));
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/config.json`;
});
afterAll(() => void server.close());

test("a trailing slash of the API URL is dropped", async () => {
  answer = { status: 200, body: '{"apiUrl":"https://api.example.com/"}' };
  expect(await loadConfig(url)).toEqual({ apiUrl: "https://api.example.com", sentryDsn: "" });
});

test("where to report errors is a setting too", async () => {
  answer = { status: 200, body: '{"apiUrl":"https://api.example.com","sentryDsn":"https://key@example.com/1"}' };
  expect(await loadConfig(url)).toMatchObject({ sentryDsn: "https://key@example.com/1" });
});

test.each([
  [404, "", /answers 404/],
  [200, "<html>", /isn't JSON/],
  [200, "{}", /apiUrl: Required/],
  [200, "null", /apiUrl: Required/],
  [200, '{"apiUrl":"localhost:3000"}', /apiUrl: Must be an http or https URL/],
])("settings that answer %i %j are refused by name", async (status, body, message) => {
  answer = { status, body };
  await expect(loadConfig(url)).rejects.toThrow(message);
});

test("the build refuses an API's URL that the app would refuse", () => {
  try {
    vi.stubEnv("API_URL", "api.example.com");
    expect(() => reachedOrigins()).toThrow("API_URL: Must be a URL, such as https://api.example.com");
    vi.stubEnv("API_URL", "https://api.example.com");
    expect(reachedOrigins()).toContain("https://api.example.com");
  } finally {
    vi.unstubAllEnvs();
  }
});
