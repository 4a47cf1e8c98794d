import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

/** The settings of a server process under test; it takes any free port. */
export const SERVER_SETTINGS = {
  NODE_ENV: "test",
  HOST: "127.0.0.1",
  PORT: "0",
  METRICS_PORT: "0",
  AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
};

const inSource = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
export const QUICK_RESOLVE = inSource("quick-resolve.ts");
/** What Node has compiled once, for all that start the same program. */
export const COMPILE_CACHE = fileURLToPath(new URL("../../../node_modules/.cache/node", import.meta.url));

/** Runs one of our programs, named from `server/src`, with these environment variables and no others. */
export function runProgram(path: string, variables: Record<string, string>, ...parameters: string[]) {
  return runNode(["--import", QUICK_RESOLVE, inSource(path), ...parameters], variables);
}

/** faketime's, where the tests run under another clock: see CONTRIBUTING.md. */
const CLOCK = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(LD_PRELOAD|FAKETIME.*)$/.test(name)),
);

/** The same for any command line of Node, in any folder. */
export function runNode(parameters: string[], variables: Record<string, string>, cwd?: string) {
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILE_CACHE, ...CLOCK, ...variables };
  const child = spawn(process.execPath, parameters, { env, cwd });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, output, errors }));
  });
  /** The first match in what it has written, as soon as it is there. */
  const said = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match) resolve(match);
      };
      look();
      child.stdout.on("data", look);
      void ended.then(() => reject(new Error(`ended before it said ${pattern}:\n${output}${errors}`)));
    });
  return {
    pid: child.pid,
    ended,
    said,
    /** Everything that it reads from standard input. */
    type: (text: string) => child.stdin.end(text),
    signal: (name: NodeJS.Signals) => child.kill(name),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs the server, and waits until it answers. */
export async function runServer(variables: Record<string, string>) {
  const port = await freePort();
  const program = runProgram("server.ts", { ...SERVER_SETTINGS, PORT: `${port}`, ...variables });
  const url = `http://127.0.0.1:${port}`;
  let ended = false;
  void program.ended.then(() => {
    ended = true;
  });
  // not by the log, which may be told to say nothing
  while (!(await fetch(`${url}/health/live`).catch(() => undefined))?.ok) {
    if (ended) throw new Error(`ended before it listened:\n${Object.values(await program.ended).join("\n")}`);
    await sleep(25);
  }
  return { ...program, url };
}
