import { readFile } from "node:fs/promises";
import { get } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startProgram } from "./program.ts";
import { DOMAIN, type Service } from "./service.ts";

/** deploy/caddy, as its compose file sets it, with an authority of its own in place of Let's Encrypt. */
export async function startCaddy({ directory, port, httpPort, appOrigin, appPort, apiPort }: Service) {
  const data = join(directory, "caddy");
  const file = new URL("../../deploy/caddy/Caddyfile", import.meta.url).pathname;
  const caddy = await startProgram("caddy", ["run", "--config", file, "--adapter", "caddyfile"], port, {
    HOME: data,
    XDG_DATA_HOME: data,
    XDG_CONFIG_HOME: data,
    CADDY_GLOBAL_OPTIONS: "local_certs\n\tskip_install_trust",
    HTTP_PORT: String(httpPort),
    HTTPS_PORT: String(port),
    APP_LISTEN: `app.${DOMAIN}:${port}`,
    API_LISTEN: `api.${DOMAIN}:${port}`,
    APP_ORIGIN: appOrigin,
    API_HOST: "localhost",
    API_PORT: String(apiPort),
    APP_HOST: "localhost",
    APP_PORT: String(appPort),
  });
  await waitForCertificate(port, `app.${DOMAIN}`);
  await waitForCertificate(port, `api.${DOMAIN}`);
  const ca = await readFile(join(data, "caddy/pki/authorities/local/root.crt"), "utf8");
  return { ca, readLog: async () => caddy.readLog(), [Symbol.asyncDispose]: caddy.stop };
}

/** They are made after it listens. */
async function waitForCertificate(port: number, host: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const shown = await new Promise<boolean>((resolve) => {
      const options = { port, host: "127.0.0.1", servername: host, headers: { host }, rejectUnauthorized: false };
      const request = get({ ...options, agent: false }, (response) => {
        response.destroy();
        resolve(true);
      });
      request.on("error", () => resolve(false));
    });
    if (shown) return;
    await sleep(100);
  }
  throw new Error(`Caddy got no certificate for ${host}`);
}
