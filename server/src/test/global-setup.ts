import type { TestProject } from "vitest/node";
import { startTestPostgres } from "./database/database.ts";
import { startPooler } from "./database/pooler.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    /** A PgBouncer in front of it, through which the apps go: `npm run test:pooler`. */
    poolerUrl: string | undefined;
  }
}

export default async function setup(project: TestProject) {
  const server = await startTestPostgres();
  const pooler = process.env.TEST_POOLER === "true" ? await startPooler(server.url) : undefined;
  project.provide("postgresUrl", server.url);
  project.provide("poolerUrl", pooler?.through(server.url));
  return async () => {
    await pooler?.stop();
    await server.stop();
  };
}
