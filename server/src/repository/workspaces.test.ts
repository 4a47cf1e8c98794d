import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));
const readPackage = async (folder: string) => JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));

const { workspaces }: { workspaces: string[] } = await readPackage(".");

it("names every workspace in the project's own scope, and depends on none by another name", async () => {
  for (const folder of workspaces) {
    const { name, dependencies, devDependencies } = await readPackage(folder);
    expect(name).toBe(`@cafe-app-ai/${folder}`);
    for (const other of workspaces) expect({ ...dependencies, ...devDependencies }).not.toHaveProperty([other]);
  }
});

it("copies every workspace's package.json in the Dockerfiles, before they install", async () => {
  for (const file of ["Dockerfile.server", "Dockerfile.client"]) {
    const [beforeInstall = ""] = (await readFile(join(root, file), "utf8")).split("npm ci");
    for (const folder of workspaces) expect(beforeInstall).toContain(`COPY ${folder}/package.json ${folder}/\n`);
  }
});

it("fails the install where a workspace is missing, and asks for no package of a stranger", {
  timeout: 60_000,
}, async () => {
  const asked: string[] = [];
  // it has nothing, as the public registry has nothing in this scope
  const registry = createServer((request, response) => {
    asked.push(decodeURIComponent(request.url ?? ""));
    response.writeHead(404, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  const folder = await mkdtemp(join(tmpdir(), "workspaces-"));
  try {
    const { name, dependencies } = await readPackage("server");
    // what has no version of its own comes from this project; the rest would fail here too
    const ours = Object.fromEntries(Object.entries(dependencies).filter(([, version]) => version === "*"));
    await mkdir(join(folder, "server"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, workspaces }));
    await writeFile(
      join(folder, "server/package.json"),
      JSON.stringify({ name, version: "0.1.0", dependencies: ours }),
    );
    const url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
    const options = ["--registry", url, "--cache", join(folder, "cache"), "--fetch-retries", "0"];

    await expect(run("npm", ["install", ...options], { cwd: folder })).rejects.toThrow("'@cafe-app-ai/shared@*'");
    expect(asked).toEqual(["/@cafe-app-ai/shared"]);
  } finally {
    registry.close();
    await rm(folder, { recursive: true, force: true });
  }
});
