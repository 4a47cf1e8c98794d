import { readFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TYPES: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

/** Vite's preview sends files as they are; a measurement wants them gzipped, as web servers send them. */
export const compressAssets = (): Plugin => ({
  name: "compress-assets",
  configurePreviewServer({ middlewares, config }) {
    middlewares.use(async (request, response, next) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      const type = TYPES[extname(path)];
      if (!type || !path.startsWith("/assets/")) return next();
      const body = gzipSync(await readFile(join(resolve(config.root, config.build.outDir), path)));
      response.writeHead(200, {
        "content-type": type,
        "content-encoding": "gzip",
        "cache-control": "max-age=31536000",
      });
      response.end(body);
    });
  },
});
