import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import { build } from "vite";
import { startDatabase } from "../../server/drills/support/world.ts";
import { PRODUCTION_SETTINGS } from "../../server/src/test/production-settings.ts";
import { runServer } from "../../server/src/test/run-program.ts";
import { startProgram } from "./program.ts";

const root = new URL("../../", import.meta.url);
export const DOMAIN = "proxy.test";
/** Requests a minute that one address may send to the routes that take a password. */
export const REQUESTS_PER_ADDRESS = 8;

export type Service = Awaited<ReturnType<typeof startService>>;

/** The API as in production and the built app behind its own web server, for a proxy on `port` to serve. */
export async function startService() {
  const directory = await mkdtemp(join(tmpdir(), "proxies-"));
  // nginx as root reads as another user
  await chmod(directory, 0o755);
  const [port, httpPort, appPort] = await Promise.all([getPort(), getPort(), getPort()]);
  const appOrigin = `https://app.${DOMAIN}:${port}`;
  const apiUrl = `https://api.${DOMAIN}:${port}`;
  await build({
    root: new URL("client", root).pathname,
    build: { outDir: join(directory, "dist"), emptyOutDir: true },
    logLevel: "warn",
  });
  const database = await startDatabase();
  const api = await runServer({
    ...PRODUCTION_SETTINGS,
    DATABASE_URL: database.url,
    CLIENT_ORIGIN: appOrigin,
    API_URL: apiUrl,
    TRUST_PROXY: "1",
    AUTH_REQUESTS_PER_ADDRESS: String(REQUESTS_PER_ADDRESS),
  });
  const template = await readFile(new URL("deploy/spa/default.conf.template", root), "utf8");
  const app = await startNginxWith(
    directory,
    "app",
    template
      .replaceAll("${API_URL}", apiUrl)
      .replaceAll("${CLIENT_SENTRY_DSN}", "")
      .replace("listen 8080", `listen 127.0.0.1:${appPort}`)
      .replace("/usr/share/nginx/html", join(directory, "dist")),
    appPort,
  );
  const stop = async () => {
    await app.stop();
    await api[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  };
  return {
    directory,
    port,
    httpPort,
    appOrigin,
    apiUrl,
    appPort,
    apiPort: Number(new URL(api.url).port),
    stopApi: async () => {
      api.signal("SIGKILL");
      await api.ended;
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** The machine's nginx with these servers and no others, and what else the image's nginx.conf says, which mustn't be said twice. */
export async function startNginxWith(directory: string, name: string, servers: string, port: number) {
  const file = join(directory, `${name}.conf`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${join(directory, `${name}-${kind}`)};`,
  );
  await writeFile(
    file,
    `pid ${join(directory, `${name}.pid`)};
    daemon off;
    error_log stderr warn;
    events {}
    http {
      include /etc/nginx/mime.types;
      default_type application/octet-stream;
      log_format main "$remote_addr";
      access_log off;
      sendfile on;
      keepalive_timeout 65;
      ${temporary.join("\n")}
      ${servers}
    }`,
  );
  return startProgram("nginx", ["-c", file, "-e", "stderr"], port);
}
