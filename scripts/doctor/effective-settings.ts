import { EnvironmentSchema, parseEnvironment } from "../../server/src/config/environment.ts";

export type Setting = { name: string; value: string; from: "environment" | ".env" | "default" };

const MASK = "••••";

/** What the server would go by, and where each comes from; of a secret nothing shows but that it's there. */
export function listSettings(variables: NodeJS.ProcessEnv, dotEnv: NodeJS.Dict<string>): Setting[] {
  const values = parseEnvironment({ ...dotEnv, ...variables }, () => {});
  return Object.keys(EnvironmentSchema.properties).map((name) => {
    const value = values[name as keyof typeof values];
    const from = variables[name] ? "environment" : dotEnv[name] ? ".env" : "default";
    return { name, value: value === undefined ? "" : mask(name, String(value)), from };
  });
}

function mask(name: string, value: string): string {
  if (/SECRET|PASSWORD(?!_MIN)|TOKEN|KEY/.test(name)) return MASK;
  if (!/_URL$|ISSUER$/.test(name)) return value;
  // what isn't a URL may still hold a password
  if (!URL.canParse(value)) return MASK;
  const url = new URL(value);
  // PostgreSQL takes a password as a parameter too
  const search = url.search.replaceAll(/([?&][^=&]*password[^=&]*=)[^&]*/gi, `$1${MASK}`);
  const user = url.username ? `${url.username}${url.password ? `:${MASK}` : ""}@` : "";
  return `${url.protocol}//${user}${url.host}${url.pathname}${search}`;
}
