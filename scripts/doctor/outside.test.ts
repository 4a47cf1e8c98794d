import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { readConfig } from "../../server/src/config.ts";
import { startMailServer } from "../../server/src/test/mail-server.ts";
import { checkMail, checkProvider } from "./outside.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

it("signs in to a mail server that works", async () => {
  const server = await startMailServer();
  closing.push(() => server.close());
  expect(await checkMail(readConfig({ SMTP_URL: server.url }))).toEqual([expect.objectContaining({ level: "ok" })]);
});

it("says that the mail server isn't there", async () => {
  const [finding] = await checkMail(readConfig({ SMTP_URL: "smtp://127.0.0.1:1" }));
  expect(finding).toMatchObject({ level: "problem", message: expect.stringContaining("ECONNREFUSED") });
});

it("says that there is no mail where nothing can be sent", async () => {
  const config = readConfig({ HOST: "0.0.0.0" });
  expect(await checkMail(config)).toEqual([expect.objectContaining({ level: "warning", remedy: "Set SMTP_URL." })]);
});

/** A provider that names this issuer, and whose clock is this many seconds ahead. */
async function provider({ issuer, ahead = 0 }: { issuer?: string; ahead?: number }) {
  const server = createServer((_request, response) => {
    response.setHeader("date", new Date(Date.now() + ahead * 1000).toUTCString());
    response.end(JSON.stringify({ issuer: issuer ?? url }));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closing.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { provider: { issuer: url, clientId: "client", clientSecret: "secret", name: "Example" } };
}

it("reads a provider that works, and the time there", async () => {
  const findings = await checkProvider(await provider({}));
  expect(findings.map(({ check, level }) => `${check} ${level}`)).toEqual(["Sign-in provider ok", "Clock ok"]);
});

it.each([
  [3600, /^This machine is (3600|3599|3601) s behind/],
  [-3600, /^This machine is (3600|3599|3601) s ahead of/],
])("says that the clock is wrong where the provider's is %s s ahead", async (ahead, words) => {
  const findings = await checkProvider(await provider({ ahead }));
  expect(findings).toContainEqual(
    expect.objectContaining({ check: "Clock", level: "problem", message: expect.stringMatching(words) }),
  );
});

it("says that the provider is another one", async () => {
  const [finding] = await checkProvider(await provider({ issuer: "https://accounts.example.com" }));
  expect(finding).toMatchObject({ level: "problem", remedy: "Set OIDC_ISSUER=https://accounts.example.com." });
});

it("says that the provider isn't there", async () => {
  const settings = { issuer: "http://127.0.0.1:1", clientId: "client", clientSecret: "secret", name: "Example" };
  const [finding] = await checkProvider({ provider: settings });
  expect(finding).toMatchObject({ level: "problem", message: expect.stringMatching(/can't be read/) });
});
