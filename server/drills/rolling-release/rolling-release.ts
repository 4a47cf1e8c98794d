import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import getPort from "get-port";
import { PRODUCTION_SETTINGS } from "../../src/test/production-settings.ts";
import { runNode, SERVER_SETTINGS } from "../../src/test/run-program.ts";
import { type Drill, mustBe } from "../support/drill.ts";
import { type Outcome, startLoad, statuses } from "../support/load.ts";
import { type Person, signUp, startEmptyDatabase } from "../support/world.ts";
import { checkOutPrevious } from "./previous-release.ts";

const CLIENTS = 12;
const REPLICAS = 3;
const READY_LIMIT_MS = 60_000;
const today = {
  server: fileURLToPath(new URL("../../src/server.ts", import.meta.url)),
  migrator: fileURLToPath(new URL("../../src/commands/migrate.ts", import.meta.url)),
};

export const rollingRelease: Drill = {
  promise: "Three replicas behind nginx move from the previous release to this one under load",
  run: async () => {
    await using previous = await checkOutPrevious();
    await using database = await startEmptyDatabase();
    const settings = {
      ...SERVER_SETTINGS,
      ...PRODUCTION_SETTINGS,
      DATABASE_URL: database.url,
      AUTH_REQUESTS_PER_ADDRESS: "1000000",
    };
    await migrate(previous.migrator, settings);
    await using nginx = await startNginx();
    const start = (server: string, port: number) => startReplica(server, { ...settings, PORT: String(port) });
    const replicas = await Promise.all(nginx.ports.map((port) => start(previous.server, port)));
    try {
      const people = await signUp(nginx.url, CLIENTS);
      const load = startLoad(CLIENTS, (client) => () => ask(nginx.url, people[client] as Person, client));
      await sleep(3000);

      // expand: the new schema comes first, and the previous release goes on with it
      const applied = await migrate(today.migrator, settings);
      const migratedAt = performance.now();
      await sleep(3000);
      for (const [index, port] of nginx.ports.entries()) {
        replicas[index]?.signal("SIGTERM");
        await replicas[index]?.ended;
        replicas[index] = await start(today.server, port);
      }
      await sleep(2000);
      const outcomes = await load.stop();
      const ends = await Promise.all(
        replicas.map((replica) => {
          replica.signal("SIGTERM");
          return replica.ended;
        }),
      );
      const isBefore = ({ startedAt }: Outcome) => startedAt < migratedAt;
      return [
        noneFailed(`${previous.commit} while ${applied} migrations were applied`, outcomes.filter(isBefore)),
        noneFailed(
          "it on the new schema, then the rolling restart",
          outcomes.filter((one) => !isBefore(one)),
        ),
        mustBe(
          "every replica ended by itself with 0",
          ends.every(({ code }) => code === 0),
        ),
      ];
    } finally {
      for (const replica of replicas) replica.signal("SIGKILL");
    }
  },
};

const noneFailed = (what: string, outcomes: Outcome[]) =>
  mustBe(
    `no request failed: ${what}`,
    outcomes.length > 0 && outcomes.every(({ status }) => [200, 201].includes(status)),
    statuses(outcomes),
  );

/** What people do all day: they read, and now and then they change something or sign in. */
function ask(url: string, { email, headers }: Person, client: number): Promise<Response> {
  const send = (method: string, path: string, body: object) =>
    fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
  if (client % 4 === 1) return send("PATCH", "/api/auth/user", { name: "Ada" });
  if (client === 2) return send("POST", "/api/auth/signin", { email, password: "tulip art at 7" });
  return fetch(`${url}/api/dashboard/data`, { headers });
}

async function migrate(migrator: string, settings: Record<string, string>): Promise<number> {
  const { code, output, errors } = await runNode([migrator], settings).ended;
  if (code !== 0) throw new Error(`the migrations failed: ${output}${errors}`);
  return output.split("Applied ").length - 1;
}

async function startReplica(server: string, settings: Record<string, string>) {
  const program = runNode([server], settings);
  const deadline = performance.now() + READY_LIMIT_MS;
  const isReady = () =>
    fetch(`http://127.0.0.1:${settings.PORT}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (performance.now() > deadline) {
      program.signal("SIGKILL");
      const { output, errors } = await program.ended;
      throw new Error(`a replica didn't get ready: ${`${output}${errors}`.slice(-2000)}`);
    }
    await sleep(100);
  }
  return program;
}

/** As deploy/nginx passes requests on, with the replicas by name and without TLS. */
async function startNginx() {
  const folder = await mkdtemp(join(tmpdir(), "cafe-nginx-"));
  await chmod(folder, 0o755);
  const port = await getPort();
  const ports = await Promise.all(Array.from({ length: REPLICAS }, () => getPort()));
  const file = join(folder, "nginx.conf");
  await writeFile(
    file,
    `daemon off; pid ${folder}/pid; error_log stderr error;
    events {}
    http {
      access_log off;
      client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
      upstream api { ${ports.map((each) => `server 127.0.0.1:${each} max_fails=1 fail_timeout=1s;`).join(" ")} keepalive 16; }
      server {
        listen 127.0.0.1:${port};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_connect_timeout 1s;
        proxy_next_upstream error timeout;
        location / { proxy_pass http://api; }
      }
    }`,
  );
  const nginx = spawn("nginx", ["-c", file, "-e", "stderr"], { stdio: "ignore" });
  const ended = new Promise((resolve) => nginx.on("close", resolve).on("error", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    ports,
    [Symbol.asyncDispose]: async () => {
      nginx.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
