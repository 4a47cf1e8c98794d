import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Export } from "@cafe-app-ai/shared/auth/export";
import type { Page } from "@playwright/test";
import { runStatement } from "../../../server/src/test/database/database.ts";
import { createAccount } from "../support/account.ts";
import type { App } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";

/** Opens the settings, where the account's real export comes in the way that `send` chooses. */
async function openSlowExport(page: Page, app: App, send: (whole: Buffer, response: ServerResponse) => void) {
  const { email } = await createAccount(page, app);
  await runStatement(
    app.databaseUrl,
    `insert into activity (user_id, event, request_id)
     select id, 'signed-out', 'r' from users, generate_series(1, 500) where email = $1`,
    [email],
  );
  const whole = await (await page.request.get(`${app.api.url}/api/auth/export`)).body();
  const server = createServer((_, response) => {
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Access-Control-Allow-Origin": app.url,
      "Access-Control-Allow-Credentials": "true",
    });
    send(whole, response);
  }).listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await page.route(`${app.api.url}/api/auth/export`, (route) => route.continue({ url: `http://localhost:${port}/` }));
  await page.goto("/settings/data");
  return server;
}

test("a long export is downloaded whole, and shows its progress", async ({ page, app }) => {
  const server = await openSlowExport(page, app, (whole, response) => {
    // Longer in all than anything else may take.
    const pieces = 12;
    const size = Math.ceil(whole.length / pieces);
    let sent = 0;
    const timer = setInterval(() => {
      response.write(whole.subarray(sent, sent + size));
      sent += size;
      if (sent < whole.length) return;
      clearInterval(timer);
      response.end();
    }, 1_000);
  });
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download", exact: true }).click();
  await expect(page.getByText(/^\d+ kB received$/)).toBeVisible();
  const file = await (await downloading).path();
  const { activity } = JSON.parse(await readFile(file, "utf8")) as Export;
  expect(activity.length).toBeGreaterThan(500);
  await expect(page.getByRole("button", { name: "Cancel download" })).toHaveCount(0);
  server.close();
});

test("an export is cancelled without a complaint, and can be started again", async ({ page, app, allow }) => {
  allow(/ERR_ABORTED/);
  const left = Promise.withResolvers<void>();
  const server = await openSlowExport(page, app, (whole, response) => {
    response.on("close", left.resolve);
    response.write(whole.subarray(0, 2_000));
  });
  await page.getByRole("button", { name: "Download", exact: true }).click();
  await page.getByRole("button", { name: "Cancel download" }).click();
  await left.promise;
  await expect(page.getByRole("button", { name: "Cancel download" })).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.unrouteAll();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download", exact: true }).click();
  await downloading;
  server.closeAllConnections();
  server.close();
});
