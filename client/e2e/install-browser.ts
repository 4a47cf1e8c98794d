import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser, isRoot } from "./support/browser.ts";

const playwright = join(dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")), "cli.js");
const hasApt = isRoot && existsSync("/usr/bin/apt-get");
const complaints: string[] = [];

const attempts = [
  { what: "Downloading Chromium", try: () => run(process.execPath, [playwright, "install", "chromium"], 240) },
  {
    what: "Installing the libraries that Chromium needs",
    if: () => hasApt && existsSync(chromium.executablePath()),
    try: () => run(process.execPath, [playwright, "install-deps", "chromium"], 300),
  },
  {
    what: "Installing Debian's Chromium",
    if: () => hasApt,
    try: () =>
      run("apt-get", ["update", "-qq"], 120) && (aptInstall("chromium-headless-shell") || aptInstall("chromium")),
  },
];

for (const attempt of attempts) {
  if (findBrowser()) break;
  if (attempt.if?.() === false) continue;
  console.log(`${attempt.what} for the browser tests…`);
  attempt.try();
}

if (!findBrowser()) {
  console.error(complaints.join("\n"));
  console.error(
    "No browser for the tests: install Chromium or Google Chrome, or run `npx playwright install --with-deps chromium`.",
  );
  process.exit(1);
}

function aptInstall(name: string): boolean {
  return run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], 480);
}

/** Silent when it works; what a failure said is kept for the end. */
function run(command: string, parameters: string[], seconds: number): boolean {
  const result = spawnSync(command, parameters, {
    encoding: "utf8",
    timeout: seconds * 1000,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (result.status !== 0) complaints.push(`$ ${command} ${parameters.join(" ")}\n${result.stdout}${result.stderr}`);
  return result.status === 0;
}
