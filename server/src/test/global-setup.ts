import type { TestProject } from "vitest/node";
import { startTestPostgres } from "./database/database.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject) {
  const server = await startTestPostgres();
  project.provide("postgresUrl", server.url);
  return server.stop;
}
