import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { DATA_DIRECTORY } from "./data-directory.ts";
import { explainFailure } from "./explain-failure.ts";

/** Reads the settings, or prints one line per error and exits with code 1. */
export function readConfigOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const line of error.errors) console.error(`Setting ${line}`);
    process.exit(1);
  }
}

export type Resources = { config: Config & { databaseUrl: string }; release: () => Promise<void> };

/** Adds what development settings leave out: a secret, and an embedded database that `release` stops. */
export async function openResources(config: Config): Promise<Resources> {
  if (config.production && !(config.databaseUrl && config.authSecrets.length > 0)) {
    throw new Error("Production needs DATABASE_URL and AUTH_SECRET.");
  }
  const authSecrets = config.authSecrets.length > 0 ? config.authSecrets : [await developmentSecret()];
  if (config.databaseUrl) {
    return { config: { ...config, authSecrets, databaseUrl: config.databaseUrl }, release: async () => {} };
  }
  const { startEmbeddedPostgres } = await import("./database/embedded/postgres.ts");
  const postgres = await startEmbeddedPostgres({ dataDirectory: join(DATA_DIRECTORY, "postgres") });
  return { config: { ...config, authSecrets, databaseUrl: postgres.url }, release: postgres.stop };
}

/** The same, or prints why it failed and exits with code 1. */
export async function openResourcesOrExit(config: Config): Promise<Resources> {
  try {
    return await openResources(config);
  } catch (error) {
    console.error(explainFailure(error));
    process.exit(1);
  }
}

async function developmentSecret(): Promise<string> {
  const file = join(DATA_DIRECTORY, "auth-secret");
  await mkdir(DATA_DIRECTORY, { recursive: true });
  // only the first of several processes writes it
  await writeFile(file, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 }).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
  return readFile(file, "utf8");
}
