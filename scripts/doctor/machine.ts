import { existsSync, type Stats, statSync } from "node:fs";
import { mkdir, mkdtemp, rm, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { findBrowser } from "../../client/e2e/support/browser.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";

const GB = 10 ** 9;
/** A database of development, its log, a build and the browser of the tests. */
const NEEDED_BYTES = 2 * GB;

export async function checkDisk(folder: string, neededBytes = NEEDED_BYTES): Promise<Finding[]> {
  const { bavail, bsize, ffree, files } = await statfs(folder);
  const free = `${((bavail * bsize) / GB).toFixed(1)} GB free`;
  if (bavail * bsize < neededBytes)
    return [problem("Disk", `Only ${free}`, `Free up space: at least ${neededBytes / GB} GB.`)];
  if (files > 0 && ffree === 0) return [problem("Disk", "Out of inodes: no new file can be created", "Remove files.")];
  return [ok("Disk", free)];
}

/** That development's folder can be written, and that others don't read the secrets. */
export async function checkPermissions({ data, env }: { data: string; env: string }): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    await mkdir(data, { recursive: true });
    await rm(await mkdtemp(join(data, "doctor-")), { recursive: true });
  } catch (error) {
    const remedy = `Take ownership: sudo chown -R "$(id -un)" "${data}".`;
    findings.push(problem("Permissions", `Can't write to ${data} (${(error as NodeJS.ErrnoException).code})`, remedy));
  }
  for (const file of [env, join(data, "auth-secret")]) {
    if (process.platform === "win32" || !isOpen(statSync(file, { throwIfNoEntry: false }))) continue;
    findings.push(warning("Permissions", `Every user on this machine can read ${file}`, `Run chmod 600 "${file}".`));
  }
  return findings.length > 0 ? findings : [ok("Permissions", `${data} can be written`)];
}

const isOpen = (stats: Stats | undefined) => stats !== undefined && (stats.mode & 0o004) !== 0;

/** @param ports what listens there, by its setting's name */
export async function checkPorts(ports: { name: string; port: number; host: string }[]): Promise<Finding[]> {
  const findings = await Promise.all(ports.map(checkPort));
  const taken = findings.filter((finding) => finding !== undefined);
  return taken.length > 0 ? taken : [ok("Ports", ports.map(({ name, port }) => `${name} ${port}`).join(", "))];
}

async function checkPort({
  name,
  port,
  host,
}: {
  name: string;
  port: number;
  host: string;
}): Promise<Finding | undefined> {
  const code = await tryToListen(port, host);
  if (code === undefined) return undefined;
  if (code === "EADDRINUSE") {
    if (await isOurs(port))
      return ok("Ports", `${name} ${port}: an API from this starter has it, most likely this project's`);
    const remedy = `Stop the program (lsof -i :${port}) or set ${name}. npm run dev uses the next free port on its own.`;
    return problem("Ports", `${name} ${port} is taken by another program`, remedy);
  }
  return problem(
    "Ports",
    `Can't listen on ${name} ${port} at ${host} (${code})`,
    `Set ${name} to 1024 or higher, and HOST to an address of this machine.`,
  );
}

function tryToListen(port: number, host: string): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ port, host }, () => server.close(() => resolve(undefined)));
  });
}

/** The API, or its metrics on a port of their own. */
async function isOurs(port: number): Promise<boolean> {
  const ask = (path: string) =>
    fetch(`http://localhost:${port}${path}`, { signal: AbortSignal.timeout(2000) })
      .then((response) => response.text())
      .catch(() => "");
  return /"state":"live"/.test(await ask("/health/live")) || /^db_connections\{/m.test(await ask("/metrics"));
}

/** `E2E_BROWSER` may name one; `npm test` fetches one where there is none. */
export function checkBrowser(): Finding[] {
  const browser = findBrowser();
  if (browser && existsSync(browser)) return [ok("Browser", browser)];
  const message = browser ? `E2E_BROWSER names ${browser}, which doesn't exist` : "No browser for the tests";
  return [
    warning("Browser", message, "Run npx playwright install --with-deps chromium; npm test tries this on its own."),
  ];
}
