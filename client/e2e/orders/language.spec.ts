import { cafeMessages } from "../../src/components/cafe/messages.ts";
import { messages as dashboardMessages } from "../../src/dashboard/messages.ts";
import { messages as filterMessages } from "../../src/orders/filters/messages.ts";
import { messages as importMessages } from "../../src/orders/import/messages.ts";
import { messages as listMessages } from "../../src/orders/list/messages.ts";
import { ordersMessages } from "../../src/orders/messages.ts";
import { messages as cafePageMessages } from "../../src/settings/cafe/messages.ts";
import { settingsMessages } from "../../src/settings/messages.ts";
import { messages as shellMessages } from "../../src/shell/messages.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectNoEnglish, openGermanDashboard } from "../support/language.ts";

test.use({ locale: "de-DE" });

const ENGLISH = [
  cafeMessages,
  dashboardMessages,
  filterMessages,
  importMessages,
  listMessages,
  ordersMessages,
  cafePageMessages,
  settingsMessages,
  shellMessages,
];

test("a German browser finds figures, orders and the café's settings in German", async ({
  page,
  app,
  expectAccessible,
}) => {
  await openGermanDashboard(page, app);
  await page.getByRole("button", { name: "Beispielbestellungen hinzufügen" }).click();
  await expect(page.getByText(/^[\d.]+ Beispielbestellungen hinzugefügt$/)).toBeVisible();
  const revenue = page.getByRole("region", { name: "Zusammenfassung" }).getByRole("article").first();
  await expect(revenue).toContainText(/Umsatz[\d.]+,\d\d\s€/);
  await expect(revenue).toContainText(/(höher|niedriger|Unverändert) ggü\. 30 Tagen davor/);
  await expect(page.getByRole("application", { name: "Umsatz pro Tag" })).toBeVisible();
  await expectNoEnglish(page, ENGLISH);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Bestellungen", exact: true }).click();
  await expect(page.getByRole("table", { name: "Bestellungen" })).toBeVisible();
  await expectNoEnglish(page, ENGLISH);
  await expectAccessible(page);
  await page.goto("/orders/new");
  await expect(page.getByRole("dialog", { name: "Neue Bestellung" })).toBeVisible();
  await page.getByRole("button", { name: "Bestellung hinzufügen" }).click();
  await expect(page.getByLabel("Artikel", { exact: true })).toHaveAccessibleDescription("Pflichtfeld");
  await expectNoEnglish(page, ENGLISH);
  await page.goto("/settings/cafe");
  await expect(page.getByRole("heading", { name: "Café", level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expectNoEnglish(page, ENGLISH);
});

test("the bad rows of a file are told in German", async ({ page, app, allow }) => {
  await openGermanDashboard(page, app);
  await page.goto("/orders/import");
  allow(/400/);
  const rows = ["item,category,quantity,total", ",Kaffee,1,4.50", "Latte,Kaffee,0,1.234"];
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "kasse.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
  await expect(page.getByText("2 Zeilen haben Fehler, deshalb wurde nichts importiert.")).toBeVisible();
  const bad = page.getByRole("table", { name: "Zeilen mit Fehlern" });
  await expect(bad).toContainText("Pflichtfeld");
  await expect(bad).toContainText("Muss eine ganze Zahl von 1 bis 100.000 sein");
  await expect(bad).toContainText("Schreiben Sie den Betrag in EUR mit 2 Nachkommastellen, z. B. 1234.50");
});
