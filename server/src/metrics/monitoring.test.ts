import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { buildTestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { registry } from "./registry.ts";

const DIRECTORY = new URL("../../../deploy/monitoring/", import.meta.url);
/** Metrics of others, or Prometheus's own. */
const OTHERS = /^pg_/;

/** The names of metrics in the text: the exporter's prefix, then words. */
const metricsIn = (text: string) =>
  new Set(
    text.match(
      /\b(http|db|sign|limits|mails?|password|live|build|nodejs|process|pg)(_[a-z0-9]+)+\b|\bmails\b(?=[{)])/g,
    ) ?? [],
  );

it("alerts and draws only what the API tells", async () => {
  const app = await buildTestApp();
  await signUpUser(app);
  const told = await registry.metrics();
  await app.close();
  for (const file of ["alerts.yml", "dashboard.json"]) {
    const text = await readFile(new URL(file, DIRECTORY), "utf8");
    const names = [...metricsIn(text)].filter((name) => !OTHERS.test(name));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(told, `${name} in ${file}`).toMatch(new RegExp(`^(# TYPE )?${name}[ {]`, "m"));
  }
});
