import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { EnvironmentSchema } from "../config/environment.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { services } = parse(read("docker-compose.yml"), { merge: true });

it.each(["server", "migrate"])("the compose file's %s gets no secret of other services from .env", (service) => {
  const named = [...read(".env.example").matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name = ""]) => name);
  const secrets = named.filter((name) => /PASSWORD|SECRET|ACCESS_KEY|REMOTE/.test(name));
  const ofOthers = secrets.filter((name) => !Object.hasOwn(EnvironmentSchema.properties, name));
  expect(ofOthers.length).toBeGreaterThan(4);
  for (const name of ofOthers) expect(services[service].environment, name).toHaveProperty([name], "");
});

it("the compose file's API has its metrics where Prometheus asks for them", () => {
  const { scrape_configs } = parse(read("deploy/monitoring/prometheus.yml"));
  const [{ port }] = scrape_configs[0].dns_sd_configs;
  expect(services.server.environment.METRICS_PORT).toBe(`${port}`);
});
