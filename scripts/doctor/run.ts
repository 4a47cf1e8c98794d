import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readOptions } from "../../server/src/commands/read-options.ts";
import { DATA_DIRECTORY } from "../../server/src/data-directory.ts";
import { checkDatabase } from "./database.ts";
import { findMisspelled, readDotEnv } from "./dotenv.ts";
import { listSettings } from "./effective-settings.ts";
import { type Finding, ok } from "./finding.ts";
import { checkBrowser, checkDisk, checkPermissions, checkPorts } from "./machine.ts";
import { checkOrigins } from "./origins.ts";
import { checkMail, checkProvider } from "./outside.ts";
import { printReport } from "./report.ts";
import { checkSettings, knownSettings } from "./settings.ts";

const USAGE = `Usage: npm run doctor [-- --json] [-- --env FILE]

Finds what's wrong on this machine or in the settings, says how to fix it, and shows the settings in effect, without secrets.
It changes nothing, and exits with 1 if something is wrong.

  --json  print JSON, with every setting
  --env   read this file instead of .env`;

const { values } = readOptions(USAGE, {
  options: { json: { type: "boolean", default: false }, env: { type: "string" } },
});
const root = fileURLToPath(new URL("../..", import.meta.url));
const env = values.env ?? join(root, ".env");
const known = knownSettings(join(root, ".env.example"));
const shell = { ...process.env };

const dotEnv = readDotEnv(env, known, shell, values.env !== undefined);
const { config, findings: settingsFindings } = checkSettings({ ...dotEnv.values, ...shell });
const groups = await Promise.all([
  [ok("Node", process.versions.node)],
  checkDisk(root),
  checkPermissions({ data: DATA_DIRECTORY, env }),
  dotEnv.findings,
  findMisspelled(shell, known),
  settingsFindings,
  checkPorts([
    { name: "PORT", port: config.port, host: config.host },
    { name: "METRICS_PORT", port: config.metricsPort, host: config.host },
  ]),
  checkOrigins(config),
  checkDatabase(config),
  checkMail(config),
  checkProvider(config),
  checkBrowser(),
]);
const findings: Finding[] = groups.flat();
const healthy = !findings.some(({ level }) => level === "problem");
const settings = listSettings(shell, dotEnv.values);
if (values.json) console.log(JSON.stringify({ ok: healthy, findings, settings }, null, 2));
else printReport(findings, settings);
if (!healthy) process.exitCode = 1;
