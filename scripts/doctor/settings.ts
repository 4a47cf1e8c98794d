import { readFileSync } from "node:fs";
import { EnvironmentSchema } from "../../server/src/config/environment.ts";
import { type Config, findConfigErrors, readConfig } from "../../server/src/config.ts";
import { type Finding, ok, problem } from "./finding.ts";

/** Every name that something reads: the server, or docker compose and the build, which `.env.example` names. */
export function knownSettings(example: string): string[] {
  const named = [...readFileSync(example, "utf8").matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name = ""]) => name);
  return [...new Set([...Object.keys(EnvironmentSchema.properties), ...named])];
}

/**
 * The settings as the server would read them, and what it would refuse. For the other checks, what is refused counts as
 * unset, and a production that lacks something as development.
 */
export function checkSettings(variables: NodeJS.ProcessEnv): { config: Config; findings: Finding[] } {
  const errors = findConfigErrors(variables);
  if (errors.length === 0) {
    const config = readConfig(variables);
    return { config, findings: [ok("Settings", config.production ? "Valid for production" : "Valid for development")] };
  }
  const findings = errors.map((line) =>
    problem(
      "Settings",
      line,
      REMEDIES.find(([name]) => line.startsWith(name))?.[1] ??
        "Correct it in .env; .env.example explains each setting.",
    ),
  );
  return { config: readConfig(withoutRefused(variables)), findings };
}

const REMEDIES: [start: string, remedy: string][] = [
  ["AUTH_SECRET", "Generate one with openssl rand -hex 32."],
  ["DATABASE_MIGRATE_URL", "Set DATABASE_URL, or remove this."],
];

function withoutRefused(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  let rest = { ...variables };
  for (let errors = findConfigErrors(rest); errors.length > 0; errors = findConfigErrors(rest)) {
    const names = errors.map((line) => line.split(":", 1)[0] ?? "");
    const removable = names.filter((name) => rest[name]);
    for (const name of removable) delete rest[name];
    // what is missing in production isn't in development
    if (removable.length === 0) rest = rest.NODE_ENV ? { ...rest, NODE_ENV: undefined } : {};
  }
  return rest;
}
