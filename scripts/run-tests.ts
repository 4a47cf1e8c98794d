import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants, getPriority, setPriority } from "node:os";
import { join } from "node:path";

/**
 * `npm test`: Vitest's tests and those in the browser at the same time, because both spend a good part of theirs waiting.
 * What the browser tests say is printed once the others have ended.
 */
const root = join(import.meta.dirname, "..");
const browser = start("pipe", join(root, "client"), join(root, "node_modules/@playwright/test/cli.js"), "test");
const others = start("inherit", root, join(root, "node_modules/vitest/vitest.mjs"), "run");
const passed = [browser, others].map((each) => once(each, "exit").then(([code]) => code === 0));

// Vitest's tests look at the clock and aren't tried again; a browser test waits for what it needs
if (browser.pid) setPriority(browser.pid, Math.min(getPriority() + 2, constants.priority.PRIORITY_LOW));
// a terminal sends Ctrl-C to all three, and a second one would keep these two from cleaning up
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {
  for (const each of [browser, others]) each.kill("SIGTERM");
});

const written: Buffer[] = [];
const keep = (chunk: Buffer) => void written.push(chunk);
const streams = [browser.stdout, browser.stderr].filter((stream) => stream !== null);
for (const stream of streams) stream.on("data", keep);
await passed[1];
for (const chunk of written) process.stdout.write(chunk);
for (const stream of streams) stream.off("data", keep).pipe(process.stdout, { end: false });
process.exitCode = (await Promise.all(passed)).every(Boolean) ? 0 : 1;

function start(output: "inherit" | "pipe", cwd: string, ...parameters: string[]): ChildProcess {
  const env = { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) };
  return spawn(process.execPath, parameters, { cwd, env, stdio: ["ignore", output, output] });
}
