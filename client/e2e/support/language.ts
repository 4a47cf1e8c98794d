import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { createAccount } from "./account.ts";
import type { App } from "./app.ts";

/** The same in both languages. */
const SHARED = ["Café", "Code", "Name", "Passkeys", "Problem", "Status", "System"];

/** The words of a new feature that say of themselves that they're still English. */
const LATER = globSync(join(import.meta.dirname, "../../src/**/*messages.de.ts")).flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/"([^"]+)",? \/\/ to translate$/gm)].map(([, word = ""]) => word),
);

export async function openGermanDashboard(page: Page, app: App): Promise<void> {
  await createAccount(page, app);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Übersicht", level: 1 })).toBeVisible();
}

/** Nothing on the page, to be seen or to be read out, is a sentence of the English files. */
export async function expectNoEnglish(page: Page, english: unknown[]): Promise<void> {
  const sentences = findTexts(english);
  const shown = await page.evaluate(() => {
    const attributes = ["aria-label", "placeholder", "title"];
    const said = attributes.flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ""),
    );
    return [...document.body.innerText.split("\n"), ...said].map((text) => text.trim());
  });
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter((text) => sentences.has(text) && ![...SHARED, ...LATER].includes(text))).toEqual([]);
}

function findTexts(words: unknown): Set<string> {
  if (typeof words === "string") return new Set([words]);
  if (typeof words !== "object" || words === null) return new Set();
  return new Set(Object.values(words).flatMap((each) => [...findTexts(each)]));
}
