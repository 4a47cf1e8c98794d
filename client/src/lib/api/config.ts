import { findErrors } from "@cafe-app-ai/shared/validation";
import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";

const ConfigSchema = Type.Object({
  apiUrl: Type.String({ pattern: "^https?://[^\\s]+$", errorMessage: "Must be an http or https URL" }),
});
export type Config = Static<typeof ConfigSchema>;

let config: Config | undefined;

class ConfigError extends Error {
  override name = "ConfigError";
}

/** Reads the settings of this deployment; one build serves every one of them. */
export async function loadConfig(url = "/config.json"): Promise<Config> {
  const settings = await fetchSettings(url);
  const [mistake] = findErrors(ConfigSchema, settings);
  if (mistake) throw new ConfigError(`${url}${mistake.path}: ${mistake.message}`);
  const { apiUrl } = settings as Config;
  config = { apiUrl: apiUrl.replace(/\/+$/, "") };
  return config;
}

export function getConfig(): Config {
  if (!config) throw new ConfigError("The settings are read before anything else runs");
  return config;
}

async function fetchSettings(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => {
    throw new ConfigError(`${url} can't be reached`);
  });
  if (!response.ok) throw new ConfigError(`${url} answers ${response.status}`);
  return response.json().catch(() => {
    throw new ConfigError(`${url} isn't JSON`);
  });
}
