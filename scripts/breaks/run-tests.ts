import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Break } from "./break.ts";

/** Longer than the slowest file on a busy machine: a fault may make a test wait for ever. */
const LIMIT_MS = 10 * 60_000;

/** `noticed` is the first test that failed, or what else ended the run. */
export type Outcome = { passed: true } | { passed: false; noticed: string };

/** Runs the tests that have to notice a fault, until one does. */
export async function runTests({ tests, only }: Break, directory: string, databaseUrl: string): Promise<Outcome> {
  const pages = tests.filter((file) => file.endsWith(".spec.ts"));
  const others = tests.filter((file) => !pages.includes(file));
  const report = join(directory, "report.json");
  const environment = { ...process.env, TEST_DATABASE_URL: databaseUrl, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const title = only?.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  if (others.length > 0) {
    const parameters = ["run", "--bail=1", "--reporter=json", `--outputFile=${report}`, ...others];
    const ended = await run("vitest", title ? [...parameters, "-t", title] : parameters, directory, environment);
    if (ended !== 0) return { passed: false, noticed: await firstFailure(report, ended) };
  }
  if (pages.length > 0) {
    const files = pages.map((file) => file.replace(/^client\//, ""));
    const parameters = ["test", "-x", "--reporter=json", "--trace=off", ...files];
    const folder = join(directory, "client");
    const ended = await run("playwright", title ? [...parameters, "-g", title] : parameters, folder, environment);
    if (ended !== 0) return { passed: false, noticed: await firstFailure(report, ended) };
  }
  return { passed: true };
}

/** @returns the exit code; undefined where it did not end in time */
async function run(program: string, parameters: string[], cwd: string, env: NodeJS.ProcessEnv) {
  const child = spawn("npx", ["--no-install", program, ...parameters], { cwd, env, stdio: "ignore", detached: true });
  const timer = setTimeout(() => child.pid && process.kill(-child.pid, "SIGKILL"), LIMIT_MS);
  const [code] = await once(child, "exit");
  clearTimeout(timer);
  return (code as number | null) ?? undefined;
}

type Report = {
  /** Vitest's. */
  testResults?: { message?: string; assertionResults: { status: string; fullName: string }[] }[];
  /** Playwright's. */
  suites?: Suite[];
  errors?: { message?: string }[];
};
type Suite = { title: string; suites?: Suite[]; specs: { title: string; ok: boolean; tests: { status: string }[] }[] };

async function firstFailure(file: string, code: number | undefined): Promise<string> {
  if (code === undefined) return `no end within ${LIMIT_MS / 60_000} minutes`;
  const text = await readFile(file, "utf8").catch(() => "{}");
  await rm(file, { force: true });
  const { testResults = [], suites = [], errors = [] }: Report = JSON.parse(text);
  const assertions = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = assertions.find(({ status }) => status === "failed")?.fullName ?? suites.flatMap(failedSpecs)[0];
  if (failed) return failed.trim();
  const message = testResults.map((result) => result.message).find(Boolean) ?? errors[0]?.message;
  return `no test, but the run: ${message?.split("\n", 1)[0] ?? `exit code ${code}`}`;
}

const failedSpecs = (suite: Suite): string[] => [
  ...suite.specs.filter(({ ok }) => !ok).map(({ title }) => title),
  ...(suite.suites ?? []).flatMap(failedSpecs),
];
