/** `sentryDsn` is empty if errors aren't reported. */
export type Config = { apiUrl: string; sentryDsn: string };

/** The build checks it too. */
export const API_URL_PATTERN = /^https?:\/\/\S+$/;

let config: Config | undefined;

class ConfigError extends Error {
  override name = "ConfigError";
}

/** Reads the settings of this deployment; one build serves every one of them. */
export async function loadConfig(url = "/config.json"): Promise<Config> {
  const { apiUrl, sentryDsn } = await fetchSettings(url);
  // By hand: the schemas come later, since the sign-in form needs none.
  if (apiUrl === undefined) throw new ConfigError(`${url}/apiUrl: Required`);
  if (typeof apiUrl !== "string" || !API_URL_PATTERN.test(apiUrl)) {
    throw new ConfigError(`${url}/apiUrl: Must be an http or https URL`);
  }
  config = { apiUrl: apiUrl.replace(/\/+$/, ""), sentryDsn: typeof sentryDsn === "string" ? sentryDsn : "" };
  return config;
}

export function getConfig(): Config {
  if (!config) throw new ConfigError("The settings are read before anything else runs");
  return config;
}

async function fetchSettings(url: string): Promise<{ apiUrl?: unknown; sentryDsn?: unknown }> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => {
    throw new ConfigError(`${url} can't be reached`);
  });
  if (!response.ok) throw new ConfigError(`${url} answers ${response.status}`);
  const settings: unknown = await response.json().catch(() => {
    throw new ConfigError(`${url} isn't JSON`);
  });
  return Object(settings);
}

/** Also asked before the settings are there. */
export const getSentryDsn = () => config?.sentryDsn;
