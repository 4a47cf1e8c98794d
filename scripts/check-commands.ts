import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * `npm run check:commands`: what changes the project, on a copy of what is committed: each command has to leave one that
 * passes the checks. `--keep` leaves the copy.
 */
const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
// beside the checkout: below it, what the copy lacks would be found above, and elsewhere nothing could be linked
const copy = mkdtempSync(join(dirname(root), `.${basename(root)}-commands-`));
const NAME = "Acme Portal";
const ACCENT = "#7a3ff2";
/** The tests that read the name, the packages or the settings. */
const TESTS = [
  "shared",
  "client/src",
  "scripts/rename",
  "scripts/doctor",
  "server/src/config",
  "server/src/repository",
  "server/src/mail",
  "server/src/auth/sign-up",
  "server/src/auth/two-factor/routes",
  "server/src/auth/passkeys/routes",
  "server/src/database/embedded",
];

try {
  step("copy the project", () => copyProject());
  step("npm run doctor", () => npm("run", "doctor"));
  step(`npm run rename -- "${NAME}" --accent "${ACCENT}"`, () => npm("run", "rename", "--", NAME, "--accent", ACCENT));
  commit();
  step("again: nothing is left to do", () => {
    npm("run", "rename", "--", NAME, "--accent", ACCENT);
    if (git("status", "--porcelain")) throw new Error(git("diff", "--stat"));
  });
  step("the lock file is right", () => npm("ci", "--dry-run", "--ignore-scripts"));
  step("npm run check", () => npm("run", "check"));
  step("the tests", () => npm("exec", "--", "vitest", "run", ...TESTS));
  step("a journey in the browser", () => npm("run", "e2e", "--workspace", "client", "--", "journey"));
} finally {
  if (!process.argv.includes("--keep")) rmSync(copy, { recursive: true, force: true });
}

function copyProject(): void {
  execFileSync("git", ["clone", "--quiet", "--no-hardlinks", root, copy]);
  git("config", "user.name", "Ada");
  git("config", "user.email", "ada@example.com");
  for (const folder of ["", "client", "server", "shared"]) {
    const [from, to] = [join(root, folder, "node_modules"), join(copy, folder)];
    mkdirSync(to, { recursive: true });
    // linked file by file: npm may then change the copy's tree without touching ours
    spawnSync("cp", ["-al", from, to], { stdio: "ignore" });
  }
}

function step(what: string, run: () => void): void {
  const start = performance.now();
  console.log(`\n— ${what}`);
  run();
  console.log(`  ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

function npm(...parameters: string[]): void {
  // what npm says of the project that it was started for doesn't hold for the copy; no port is anybody else's
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const env = { ...Object.fromEntries(inherited), PORT: "0", METRICS_PORT: "0" };
  execFileSync("npm", parameters, { cwd: copy, stdio: "inherit", env });
}

function git(...parameters: string[]): string {
  return execFileSync("git", parameters, { cwd: copy, encoding: "utf8" }).trim();
}

function commit(): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", `Rename the product to ${NAME}`);
}
