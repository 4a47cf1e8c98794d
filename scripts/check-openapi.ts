import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp } from "../server/src/app.ts";
import { readOptions } from "../server/src/commands/read-options.ts";
import { readConfig } from "../server/src/config.ts";

const USAGE = `Usage: npm run check:openapi

Checks that the OpenAPI document has no error and no warning. It needs no database.`;

readOptions(USAGE);

// every optional route is in it; none of these is connected to
const DATABASE_URL = "postgres://localhost/none";
const config = readConfig({
  NODE_ENV: "test",
  LOG_LEVEL: "silent",
  AUTH_SECRET: "signs nothing: nobody is served here",
  OIDC_ISSUER: "https://accounts.example.com",
  OIDC_CLIENT_ID: "client",
  OIDC_CLIENT_SECRET: "none",
});
const app = await buildApp({ ...config, databaseUrl: DATABASE_URL });
await app.ready();
const directory = await mkdtemp(join(tmpdir(), "openapi-"));
const file = join(directory, "openapi.json");
await writeFile(file, JSON.stringify(app.swagger()));
await app.close();

const cli = fileURLToPath(new URL("../node_modules/@redocly/cli/bin/cli.js", import.meta.url));
// it neither reports its use nor looks for a newer version
const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
const options = { encoding: "utf8", env: environment } as const;
const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "lint", file], options);
await rm(directory, { recursive: true });
if (status !== 0 || /warning/i.test(stdout + stderr)) {
  console.error(stdout, stderr);
  process.exitCode = 1;
}
