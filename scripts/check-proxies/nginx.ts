import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DOMAIN, type Service, startNginxWith } from "./service.ts";

/** deploy/nginx, as its compose file fills it in. */
export async function startNginx({ directory, port, httpPort, appOrigin, appPort, apiPort }: Service) {
  const ca = await makeCertificates(directory);
  const settings = {
    DOMAIN,
    APP_ORIGIN: appOrigin,
    API_UPSTREAM: `127.0.0.1:${apiPort}`,
    APP_UPSTREAM: `127.0.0.1:${appPort}`,
    RESOLVER: "127.0.0.1",
    CERTIFICATES: directory,
    HTTP_PORT: `127.0.0.1:${httpPort}`,
    HTTPS_PORT: `127.0.0.1:${port}`,
  };
  let servers = await readFile(new URL("../../deploy/nginx/proxy.conf.template", import.meta.url), "utf8");
  for (const [name, value] of Object.entries(settings)) servers = servers.replaceAll(`\${${name}}`, value);
  const log = join(directory, "access.log");
  const nginx = await startNginxWith(directory, "proxy", servers.replaceAll("/dev/stdout", log), port);
  return { ca, readLog: () => readFile(log, "utf8"), [Symbol.asyncDispose]: nginx.stop };
}

/** An authority, and a certificate of it for the domain. */
async function makeCertificates(directory: string): Promise<string> {
  const openssl = (...parameters: string[]) => execFileSync("openssl", parameters, { cwd: directory, stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj"];
  openssl("req", "-x509", ...key, "/CN=Cafe check", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2");
  openssl("req", ...key, `/CN=${DOMAIN}`, "-keyout", "privkey.pem", "-out", "request.pem");
  await writeFile(join(directory, "names"), `subjectAltName=DNS:app.${DOMAIN},DNS:api.${DOMAIN}\n`);
  const signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names", "-days", "2"];
  openssl("x509", "-req", "-in", "request.pem", ...signed, "-out", "fullchain.pem");
  return readFile(join(directory, "ca.pem"), "utf8");
}
