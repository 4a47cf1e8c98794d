import { randomBytes } from "node:crypto";
import { ConfigError, readConfig } from "../config.ts";

/** What production needs beside a database. */
export const PRODUCTION_SETTINGS = {
  NODE_ENV: "production",
  CLIENT_ORIGIN: "https://app.example.com",
  API_URL: "https://api.example.com",
  AUTH_SECRET: randomBytes(32).toString("hex"),
};

/** What the settings are refused for, a line each; nothing where they are fine. */
export function configErrors(variables: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.errors;
  }
}
