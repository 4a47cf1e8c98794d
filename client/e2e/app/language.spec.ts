import { messages as activityMessages } from "../../src/settings/activity/messages.ts";
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
import { expectNoEnglish, openGermanDashboard } from "../support/language.ts";

test.use({ locale: "de-DE" });

const ENGLISH = [
  activityMessages,
  dataMessages,
  settingsMessages,
  passkeyMessages,
  passwordMessages,
  profileMessages,
  sessionsMessages,
  twoFactorMessages,
  shellMessages,
];

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
  await expectNoEnglish(page, ENGLISH);
  for (const [path, heading] of SETTINGS) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expectNoEnglish(page, ENGLISH);
  }
  await expectAccessible(page);
});

const SETTINGS = [
  ["/settings", "Profil"],
  ["/settings/security", "Anmeldung und Sicherheit"],
  ["/settings/sessions", "Sitzungen"],
  ["/settings/activity", "Letzte Aktivitäten"],
  ["/settings/data", "Ihre Daten"],
] as const;

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
