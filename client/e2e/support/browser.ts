import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, devices } from "@playwright/test";

const SYSTEM_BROWSERS = [
  // without windows it needs half the processor time
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A Chromium that starts: the one that `E2E_BROWSER` names, else Playwright's own, else the system's. */
export function findBrowser(): string | undefined {
  // workers inherit it, and don't look again
  process.env.E2E_BROWSER ||=
    [chromium.executablePath(), ...SYSTEM_BROWSERS].find((path) => existsSync(path) && starts(path)) ?? "";
  return process.env.E2E_BROWSER || undefined;
}

export const isRoot = process.getuid?.() === 0;

/** Chromium hangs under faketime, so it keeps the real clock; its pages get the other one from `fixtures.ts`. */
export const browserEnvironment = { ...process.env, LD_PRELOAD: undefined };

const { defaultBrowserType: _, ...pixel } = devices["Pixel 7"];

/** For `test.use`: a phone in the same browser as the other tests'. */
export const phone = { ...pixel, viewport: { width: 390, height: 844 } };

/** Where the browser of the tests lives: not in UTC, so that a day that is not the reader's shows. */
export const timezone = "Europe/Berlin";

/** Chromium's sandbox refuses to run as root; its background requests would be noise on a machine without internet. */
export const launchArguments = ["--disable-background-networking", ...(isRoot ? ["--no-sandbox"] : [])];

/** A downloaded Chromium may lack its system libraries. On Windows it has none, and `--version` would open a window. */
function starts(path: string): boolean {
  return process.platform === "win32" || spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;
}
