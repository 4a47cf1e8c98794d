import { createHash } from "node:crypto";
import { connect } from "node:tls";
import { chromium, expect, type Page } from "@playwright/test";
import { signUp } from "../../client/e2e/support/account.ts";
import { browserEnvironment, findBrowser, launchArguments } from "../../client/e2e/support/browser.ts";
import { addSampleOrders } from "../../client/e2e/support/orders.ts";
import { type Finding, mustBe } from "../../server/drills/support/drill.ts";
import { DOMAIN, type Service } from "./service.ts";

/** Somebody signs up in a browser, which believes the check's authority. */
export async function checkBrowser({ appOrigin, apiUrl, port }: Service, ca: string): Promise<Finding[]> {
  const hosts = [`app.${DOMAIN}`, `api.${DOMAIN}`];
  const keys = await Promise.all(hosts.map((host) => publicKeyHash(host, port, ca)));
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    env: browserEnvironment,
    args: [
      ...launchArguments,
      `--host-resolver-rules=MAP *.${DOMAIN} 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${keys.join()}`,
    ],
  });
  try {
    const context = await browser.newContext({ baseURL: appOrigin, locale: "en-GB" });
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    await signUp(page);
    await addSampleOrders(page);
    await expect(page.getByRole("article")).toHaveCount(4, { timeout: 60_000 });
    const protocols = await page.evaluate(() =>
      performance.getEntriesByType("resource").map((entry) => (entry as PerformanceResourceTiming).nextHopProtocol),
    );
    const [cookie] = await context.cookies();
    const uploads = await checkUploads(page, apiUrl);
    return [
      mustBe("a browser signs up and sees its orders", true),
      mustBe(
        "over HTTP/2",
        new Set(protocols.filter(Boolean)).size === 1 && protocols.includes("h2"),
        [...new Set(protocols)].filter(Boolean).join(", "),
      ),
      mustBe(
        "with a cookie for the API's host alone",
        cookie?.name === "__Host-session" && cookie.domain === `api.${DOMAIN}`,
      ),
      ...uploads,
    ];
  } finally {
    await browser.close();
  }
}

const MiB = 1024 * 1024;

/** The limits of the API, which the proxy has too; a refusal is the API's, and the page may read it. */
async function checkUploads(page: Page, apiUrl: string): Promise<Finding[]> {
  const send = (path: string, type: string, size: number) =>
    page.evaluate(
      async ([url, type, size]) => {
        const headers = { "content-type": type, "idempotency-key": crypto.randomUUID() };
        const options = { method: "POST", credentials: "include", headers, body: "x".repeat(size) } as const;
        const response = await fetch(url, options).catch((error) => `${error}`);
        if (typeof response === "string") return response;
        return `${response.status} ${(await response.json()).error.code}`;
      },
      [`${apiUrl}${path}`, type, size] as const,
    );
  const expectAnswer = async (what: string, answer: Promise<string>, expected: string) =>
    mustBe(what, (await answer) === expected, await answer);
  const file = (size: number) => send("/api/orders/import", "text/csv", size);
  const json = (size: number) => send("/api/orders", "application/json", size);
  return [
    await expectAnswer("a file of 10 MiB gets to the API", file(10 * MiB - 100), "400 VALIDATION_ERROR"),
    await expectAnswer(
      "a larger one is refused, and the page can read why",
      file(10 * MiB + 1),
      "413 PAYLOAD_TOO_LARGE",
    ),
    await expectAnswer("and so is a huge one", file(30 * MiB), "413 PAYLOAD_TOO_LARGE"),
    await expectAnswer("JSON of 64 KiB gets to the API", json(64 * 1024 - 10), "400 INVALID_JSON"),
    await expectAnswer("more is refused", json(64 * 1024 + 1), "413 PAYLOAD_TOO_LARGE"),
  ];
}

/** Verified by the authority here, because Chromium takes no authority of its own for one run. */
const publicKeyHash = (servername: string, port: number, ca: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, servername, ca }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: "spki", format: "der" });
      socket.destroy();
      if (key) resolve(createHash("sha256").update(key).digest("base64"));
      else reject(new Error(`${servername} showed no certificate`));
    });
    socket.on("error", reject);
  });
