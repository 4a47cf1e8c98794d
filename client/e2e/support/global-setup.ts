import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { startTestPostgres } from "../../../server/src/test/database/database.ts";

/** One database server and one build for all workers; each worker starts its own API on its own database. */
export default async function globalSetup() {
  const dist = await mkdtemp(join(tmpdir(), "cafe-client-"));
  const [postgres] = await Promise.all([
    startTestPostgres(),
    build({ root: join(import.meta.dirname, "../.."), build: { outDir: dist, emptyOutDir: true }, logLevel: "warn" }),
  ]);
  process.env.E2E_DIST = dist;
  process.env.E2E_POSTGRES = postgres.url;
  return async () => {
    await postgres.stop();
    await rm(dist, { recursive: true, force: true });
  };
}
