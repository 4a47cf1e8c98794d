import type { Page } from "@playwright/test";
import { cafeMessages } from "../../src/components/cafe/messages.ts";
import { messages as dashboardMessages } from "../../src/dashboard/messages.ts";
import { messages as filterMessages } from "../../src/orders/filters/messages.ts";
import { messages as importMessages } from "../../src/orders/import/messages.ts";
import { messages as listMessages } from "../../src/orders/list/messages.ts";
import { ordersMessages } from "../../src/orders/messages.ts";
import { messages as activityMessages } from "../../src/settings/activity/messages.ts";
import { messages as cafePageMessages } from "../../src/settings/cafe/messages.ts";
import { messages as dataMessages } from "../../src/settings/data/messages.ts";
import { settingsMessages } from "../../src/settings/messages.ts";
import { messages as passkeyMessages } from "../../src/settings/passkeys/messages.ts";
import { messages as passwordMessages } from "../../src/settings/password/messages.ts";
import { messages as profileMessages } from "../../src/settings/profile/messages.ts";
import { messages as sessionsMessages } from "../../src/settings/sessions/messages.ts";
import { messages as twoFactorMessages } from "../../src/settings/two-factor/messages.ts";
import { messages as shellMessages } from "../../src/shell/messages.ts";
import { newAccount } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ locale: "de-DE" });

const SENTENCES = findTexts([
  cafeMessages,
  dashboardMessages,
  filterMessages,
  importMessages,
  listMessages,
  ordersMessages,
  activityMessages,
  cafePageMessages,
  dataMessages,
  settingsMessages,
  passkeyMessages,
  passwordMessages,
  profileMessages,
  sessionsMessages,
  twoFactorMessages,
  shellMessages,
]);

/** The same in both languages. */
const SHARED = ["Café", "Code", "Name", "Passkeys", "Problem", "Status", "System"];

test("a German browser signs up and finds every page in German", async ({ page, allow, expectAccessible }) => {
  const account = newAccount();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Bei Cafe anmelden" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page).toHaveTitle("Bei Cafe anmelden · Cafe");
  await expectAccessible(page);

  allow(/401/);
  await page.getByLabel("E-Mail-Adresse").fill(account.email);
  await page.getByLabel("Passwort", { exact: true }).fill("falsch");
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText("E-Mail-Adresse oder Passwort ist falsch.");

  await page.getByRole("link", { name: "Konto erstellen" }).click();
  await expect(page.getByRole("heading", { name: "Cafe-Konto erstellen" })).toBeVisible();
  await page.getByLabel("Passwort", { exact: true }).fill("password");
  await expect(page.getByText("Dieses Passwort wird zu häufig verwendet. Wählen Sie ein anderes.")).toBeVisible();
  await page.getByLabel("E-Mail-Adresse").fill("ada");
  await page.getByRole("button", { name: "Konto erstellen" }).click();
  await expect(page.getByLabel("E-Mail-Adresse")).toHaveAccessibleDescription(/^Geben Sie eine E-Mail-Adresse ein/);
  await page.getByLabel("E-Mail-Adresse").fill(account.email);
  await page.getByLabel("Passwort", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Konto erstellen" }).click();

  await expect(page.getByRole("heading", { name: "Übersicht", level: 1 })).toBeVisible();
  await expectNoEnglish(page);
  await page.getByRole("button", { name: "Beispielbestellungen hinzufügen" }).click();
  await expect(page.getByText(/^[\d.]+ Beispielbestellungen hinzugefügt$/)).toBeVisible();
  const revenue = page.getByRole("region", { name: "Zusammenfassung" }).getByRole("article").first();
  await expect(revenue).toContainText(/Umsatz[\d.]+,\d\d\s€/);
  await expect(revenue).toContainText(/(höher|niedriger|Unverändert) ggü\. 30 Tagen davor/);
  await expect(page.getByRole("application", { name: "Umsatz pro Tag" })).toBeVisible();
  await expectNoEnglish(page);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Bestellungen", exact: true }).click();
  await expect(page.getByRole("table", { name: "Bestellungen" })).toBeVisible();
  await expectNoEnglish(page);
  await expectAccessible(page);
  await page.goto("/orders/new");
  await expect(page.getByRole("dialog", { name: "Neue Bestellung" })).toBeVisible();
  await page.getByRole("button", { name: "Bestellung hinzufügen" }).click();
  await expect(page.getByLabel("Artikel", { exact: true })).toHaveAccessibleDescription("Pflichtfeld");
  await expectNoEnglish(page);

  for (const [path, heading] of SETTINGS) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expectNoEnglish(page);
  }
  await expectAccessible(page);
});

const SETTINGS = [
  ["/settings", "Profil"],
  ["/settings/cafe", "Café"],
  ["/settings/security", "Anmeldung und Sicherheit"],
  ["/settings/sessions", "Sitzungen"],
  ["/settings/activity", "Letzte Aktivitäten"],
  ["/settings/data", "Ihre Daten"],
] as const;

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
  await expect(bad).toContainText("Muss eine ganze Zahl von 1 bis 100000 sein");
  await expect(bad).toContainText("Muss ein eindeutiger Betrag in EUR sein, z. B. 12.50");
});

test("the language is chosen in the account menu and remembered, also where one is signed out", async ({
  page,
  app,
}) => {
  await openGermanDashboard(page, app);
  await page.getByRole("button", { name: /^Konto/ }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard", level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: "Bei Cafe anmelden" })).toBeVisible();
});

test("who reads English doesn't load German, and where German can't be loaded there is English", async ({
  browser,
  app,
}) => {
  const english = await browser.newPage({ baseURL: app.url, locale: "en-GB" });
  const loaded: string[] = [];
  english.on("response", (response) => loaded.push(response.url()));
  await english.goto("/");
  await expect(english.getByLabel("Email")).toBeVisible();
  expect(loaded.filter((url) => /german|\.de/.test(url))).toEqual([]);
  await english.close();

  const german = await browser.newPage({ baseURL: app.url, locale: "de-AT" });
  await german.route(/german/, (route) => route.abort());
  await german.goto("/");
  await expect(german.getByLabel("Email")).toBeVisible();
  await expect(german.locator("html")).toHaveAttribute("lang", "en");
  await german.close();
});

async function openGermanDashboard(page: Page, { url, api }: { url: string; api: { url: string } }) {
  const answer = await page.request.post(`${api.url}/api/auth/signup`, {
    data: newAccount(),
    headers: { origin: url },
  });
  expect(answer.status()).toBe(201);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Übersicht", level: 1 })).toBeVisible();
}

/** Nothing on the page, to be seen or to be read out, is a sentence of the English files. */
async function expectNoEnglish(page: Page): Promise<void> {
  const shown = await page.evaluate(() => {
    const attributes = ["aria-label", "placeholder", "title"];
    const said = attributes.flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ""),
    );
    return [...document.body.innerText.split("\n"), ...said].map((text) => text.trim());
  });
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter((text) => SENTENCES.has(text) && !SHARED.includes(text))).toEqual([]);
}

function findTexts(words: unknown): Set<string> {
  if (typeof words === "string") return new Set([words]);
  if (typeof words !== "object" || words === null) return new Set();
  return new Set(Object.values(words).flatMap((each) => [...findTexts(each)]));
}
