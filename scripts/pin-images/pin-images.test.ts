import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { pinImages } from "./pin-images.ts";

const NODE = `sha256:${"a".repeat(64)}`;
const CADDY = `sha256:${"c".repeat(64)}`;
const digests: Record<string, string> = { "library/node/manifests/24-slim": NODE, "caddy/manifests/2": CADDY };

/** Acts as a public registry: gives a token to anybody, and a digest to requests with a token that accept an image's index. */
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", host());
  if (pathname === "/token") return response.end(JSON.stringify({ token: searchParams.get("scope") }));
  const path = pathname.replace("/v2/", "");
  const scope = `repository:${path.split("/manifests/")[0]}:pull`;
  if (request.headers.authorization !== `Bearer ${scope}`) {
    const challenge = `Bearer realm="${host()}/token",service="registry",scope="${scope}"`;
    return response.writeHead(401, { "www-authenticate": challenge }).end();
  }
  const digest = request.headers.accept?.includes("image.index") ? digests[path] : undefined;
  return response.writeHead(digest ? 200 : 404, digest ? { "docker-content-digest": digest } : {}).end();
});
const host = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
let name: string;
let root: string;
beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  name = host().replace("http://", "");
  root = mkdtempSync(join(tmpdir(), "images-"));
  mkdirSync(join(root, "deploy/nginx"), { recursive: true });
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});
afterEach(() => rmSync(join(root, "deploy/nginx/compose.yml"), { force: true }));

const dockerfile = (digest: string) =>
  `FROM ${name}/library/node:24-slim${digest} AS build\nRUN npm ci\n\nFROM build\n`;
const compose = (digest: string) =>
  `services:\n  proxy:\n    image: ${name}/caddy:2${digest}\n  server:\n    build: .\n`;
const write = (digests: string[]) => {
  writeFileSync(join(root, "Dockerfile.server"), dockerfile(digests[0] ?? ""));
  writeFileSync(join(root, "docker-compose.yml"), compose(digests[1] ?? ""));
};
const read = () => ["Dockerfile.server", "docker-compose.yml"].map((file) => readFileSync(join(root, file), "utf8"));

it.each([
  ["an image with only a tag", ["", ""], [true, true]],
  ["an image with an older digest", [`@sha256:${"b".repeat(64)}`, `@${CADDY}`], [true, false]],
])("pins %s to today's digest, and leaves everything else as it is", async (_what, before, changed) => {
  write(before);
  const pinned = await pinImages(root);
  expect(read()).toEqual([dockerfile(`@${NODE}`), compose(`@${CADDY}`)]);
  expect(pinned.map((each) => each.changed)).toEqual(changed.toReversed());
});

it("changes nothing if one image can't be found", async () => {
  write(["", ""]);
  writeFileSync(join(root, "deploy/nginx/compose.yml"), `services:\n  proxy:\n    image: ${name}/nginx:stable\n`);
  await expect(pinImages(root)).rejects.toThrow(`${name}/nginx:stable: the registry answered 404`);
  expect(read()).toEqual([dockerfile(""), compose("")]);
});
