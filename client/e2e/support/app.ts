import { join } from "node:path";
import { type Plugin, preview } from "vite";
import { createTestDatabase } from "../../../server/src/test/database/database.ts";
import { freePort } from "../../../server/src/test/free-port.ts";
import { ApiProcess } from "./api-process.ts";

export type App = { url: string; api: ApiProcess; databaseUrl: string; close: () => Promise<void> };

/** The built app on one origin and the real API on another, with a database of their own. */
export async function startApp(environment: NodeJS.ProcessEnv = {}, plugins: Plugin[] = []): Promise<App> {
  const { E2E_DIST: outDir, E2E_POSTGRES: postgres } = process.env;
  if (!outDir || !postgres) throw new Error("The global setup has not run");
  const [apiPort, clientPort, database] = await Promise.all([freePort(), freePort(), createTestDatabase(postgres)]);
  const url = `http://localhost:${clientPort}`;
  const api = new ApiProcess({ port: apiPort, clientOrigin: url, databaseUrl: database.url, environment });
  // The preview's settings and its content security policy name whom the page reaches.
  process.env.API_URL = api.url;
  process.env.CLIENT_SENTRY_DSN = environment.CLIENT_SENTRY_DSN ?? "";
  const [client] = await Promise.all([
    preview({
      root: join(import.meta.dirname, "../.."),
      build: { outDir },
      plugins,
      preview: { port: clientPort, strictPort: true },
      logLevel: "warn",
    }),
    api.start(),
  ]);
  const close = async () => {
    await Promise.all([client.close(), api.stop()]);
    await database.drop();
  };
  return { url, api, databaseUrl: database.url, close };
}
