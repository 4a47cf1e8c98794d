import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { buildTestApp } from "../test/build-test-app.ts";

/** Whatever restarts the API asks whether it's alive: a database outage would restart every replica otherwise. */

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (file: string) => readFile(join(root, file), "utf8");
const readYaml = async (file: string) => parseAllDocuments(await read(file)).map((document) => document.toJS());

it("calls the image's API healthy while its database is unreachable, and unhealthy once it's gone", async () => {
  const [, json = ""] = /^HEALTHCHECK [\s\S]*?CMD (\[.*\])$/m.exec(await read("Dockerfile.server")) ?? [];
  const [program, ...parameters] = JSON.parse(json) as string[];
  expect(program).toBe("node");
  const app = await buildTestApp({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing" });
  await app.request.get("/health/ready").expect(503);
  const check = () => promisify(execFile)(process.execPath, parameters, { env: { PORT: new URL(app.url).port } });
  await expect(check()).resolves.toMatchObject({ stderr: "" });
  await app.close();
  await expect(check()).rejects.toMatchObject({ code: 1 });
});

it("leaves the API's check to the image in the compose file", async () => {
  const [{ services }] = await readYaml("docker-compose.yml");
  expect(services.server).toMatchObject({ restart: "unless-stopped" });
  expect(services.server).not.toHaveProperty("healthcheck");
});

it("restarts a pod that isn't alive, and only takes traffic from one that isn't ready", async () => {
  const manifests = await readYaml("deploy/kubernetes/base/server.yaml");
  const { spec } = manifests.find(({ kind }) => kind === "Deployment");
  const [{ startupProbe, livenessProbe, readinessProbe }] = spec.template.spec.containers;
  expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
    "/health/live",
    "/health/live",
    "/health/ready",
  ]);
});
