import { spawn } from "node:child_process";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const START_LIMIT_MS = 15_000;

/** A program of the machine that listens on a port; it is there once it does. */
export async function startProgram(command: string, parameters: string[], port: number, environment = {}) {
  const child = spawn(command, parameters, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  const note = (chunk: unknown) => {
    log += chunk;
  };
  child.stdout.on("data", note);
  child.stderr.on("data", note);
  const ended = new Promise<void>((resolve) => {
    child.on("error", (error) => {
      log += error.message;
      resolve();
    });
    child.on("close", () => resolve());
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await listens(port))) {
    if (performance.now() > deadline || child.exitCode !== null || child.pid === undefined) {
      await stop();
      throw new Error(`${command} didn't start: ${log}`);
    }
    await sleep(50);
  }
  return { stop, readLog: () => log };
}

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
