import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, expect } from "@playwright/test";
import getPort from "get-port";
import { signUp } from "../../client/e2e/support/account.ts";
import { findBrowser, launchArguments } from "../../client/e2e/support/browser.ts";
import { findWords } from "../remove-example/find-words.ts";
import type { Command } from "./commands.ts";
import type { ProjectCopy } from "./project-copy.ts";

const READY_LIMIT_MS = 120_000;

export const removeExample: Command = {
  name: "remove-example",
  run: "npm run remove-example",
  verify: async (copy) => {
    expectNoWords(copy);
    await copy.run("npm run check:migrations");
    await expectStartPage(copy);
  },
  // what the edits touch; the sequence runs all
  tests: [
    "shared",
    "client/src",
    "scripts/rename",
    "scripts/doctor",
    "server/src/auth/account",
    "server/src/commands",
    "server/src/contract",
    "server/src/dashboard",
    "server/src/database/clean-up",
    "server/src/http",
    "server/src/limits",
    "server/src/repository",
  ],
  journeys: ["dashboard", "app/journey", "app/language", "app/palette"],
};

/** Nothing mentions the example, neither a file nor its name. */
function expectNoWords({ directory, git }: ProjectCopy): void {
  const files = git("ls-files").split("\n");
  const texts = new Map(files.map((file) => [file, `${file}\n${readFileSync(join(directory, file), "utf8")}`]));
  const found = findWords(directory, texts);
  if (found.length > 0) throw new Error(`These still speak of the example:\n${found.join("\n")}`);
}

/** `npm run dev` starts, and welcomes a person who signs up. */
async function expectStartPage({ start, stop }: ProjectCopy): Promise<void> {
  try {
    const url = await readUrl(start(`PORT=${await getPort()} npm run dev`, "pipe"));
    await using browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments });
    const page = await browser.newPage({ baseURL: url, locale: "en-GB" });
    page.setDefaultTimeout(READY_LIMIT_MS);
    await signUp(page);
    await expect(page.getByRole("heading", { name: /^Welcome/ })).toBeVisible();
    await expect(page.getByText("npm run new")).toBeVisible();
  } finally {
    await stop();
  }
}

/** The app's address, once everything runs. */
function readUrl(dev: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = "";
  dev.stdout?.on("data", (text) => {
    said += text;
    const [, url] = /App +(\S+)/.exec(said) ?? [];
    if (url && said.includes("Ctrl-C")) resolve(url);
  });
  dev.once("exit", () => reject(new Error(`npm run dev ended:\n${said}`)));
  setTimeout(() => reject(new Error(`npm run dev wasn't ready in time:\n${said}`)), READY_LIMIT_MS).unref();
  return promise;
}
