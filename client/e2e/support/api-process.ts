import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { COMPILE_CACHE, QUICK_RESOLVE } from "../../../server/src/test/run-program.ts";

const root = join(import.meta.dirname, "../../..");
const START_LIMIT = 90_000;

/** One for all of a run's processes. Production refuses what is not drawn at random. */
const AUTH_SECRET = randomBytes(32).toString("hex");

/** The real API in a process of its own, so that a test can take it away and bring it back. */
export class ApiProcess {
  readonly url: string;
  readonly #environment: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;

  constructor(options: { port: number; clientOrigin: string; databaseUrl: string; environment?: NodeJS.ProcessEnv }) {
    this.url = `http://localhost:${options.port}`;
    this.#environment = {
      ...process.env,
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      NODE_ENV: "test",
      PORT: String(options.port),
      API_URL: this.url,
      CLIENT_ORIGIN: options.clientOrigin,
      DATABASE_URL: options.databaseUrl,
      AUTH_SECRET,
      AUTH_REQUESTS_PER_ADDRESS: "10000",
      METRICS_PORT: "0",
      LOG_LEVEL: "warn",
      ...options.environment,
    };
  }

  async start(): Promise<void> {
    this.#process = spawn(process.execPath, ["--import", QUICK_RESOLVE, "server/src/server.ts"], {
      cwd: root,
      env: this.#environment,
      stdio: ["ignore", "ignore", "inherit"],
    });
    // a worker that gives up waiting leaves no API behind
    const child = this.#process;
    process.once("exit", () => child.kill());
    const deadline = Date.now() + START_LIMIT;
    while (!(await this.#isReady())) {
      if (this.#process.exitCode !== null) throw new Error(`The API ended with exit code ${this.#process.exitCode}`);
      if (Date.now() > deadline) {
        await this.stop();
        throw new Error("The API is not ready in time");
      }
      await sleep(100);
    }
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  }

  #isReady(): Promise<boolean> {
    return fetch(`${this.url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
