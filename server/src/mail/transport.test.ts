import { afterEach, describe, expect, it, vi } from "vitest";
import { mails } from "../database/schema.ts";
import { buildTestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { startMailServer } from "../test/mail-server.ts";

/** This machine by a name that is not taken for it: only names as they are usually written are. */
const ELSEWHERE = "LOCALHOST";

const opened: { close: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** An app whose mail goes to a server with a password. */
async function mailBy(host: string, { startTls = false, ...settings }: Record<string, string | boolean> = {}) {
  const server = await startMailServer({ startTls: startTls === true, auth: true });
  const SMTP_URL = `smtp://ada:a%20secret@${host}:${server.port}`;
  const app = await buildTestApp({ ...(settings as Record<string, string>), SMTP_URL });
  opened.push(app, server);
  const { email } = await signUpUser(app);
  return { server, app, email };
}

async function wasRefused({ server, app }: Awaited<ReturnType<typeof mailBy>>) {
  await vi.waitFor(async () => {
    const [mail] = await app.db.select().from(mails);
    expect(mail?.attempts).toBeGreaterThanOrEqual(1);
    // the attempt is over
    expect(mail?.sendAfter.getTime()).toBeLessThan(Date.now() + 30_000);
  }, 15_000);
  expect(server.seen.connections).toBeGreaterThanOrEqual(1);
  expect(server.seen.passwords).toEqual([]);
  expect(server.received).toEqual([]);
}

describe("a mail server elsewhere", () => {
  it("gets no password and no mail in clear", async () => {
    await wasRefused(await mailBy(ELSEWHERE));
  });

  it("gets none where its certificate is nobody's", async () => {
    await wasRefused(await mailBy(ELSEWHERE, { startTls: true }));
  });

  it("gets none where its certificate is nobody's, whatever SMTP_REQUIRE_TLS says", async () => {
    await wasRefused(await mailBy(ELSEWHERE, { startTls: true, SMTP_REQUIRE_TLS: "false" }));
  });

  it("gets them in clear where SMTP_REQUIRE_TLS=false says so", async () => {
    const { server, email } = await mailBy(ELSEWHERE, { SMTP_REQUIRE_TLS: "false" });
    await server.mailTo(email);
    expect(server.seen.passwords).toEqual(["a secret"]);
  });
});

it("a mail server of this machine gets them as it likes", async () => {
  const { server, email } = await mailBy("127.0.0.1");
  await server.mailTo(email);
  expect(server.seen.passwords).toEqual(["a secret"]);
});
