import type { AddressInfo } from "node:net";
import type { FastifyPluginAsync } from "fastify";
import supertest from "supertest";
import { inject } from "vitest";
import { type AppConfig, buildApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { requireSession } from "../session/plugin.ts";
import { createTestDatabase } from "./database/database.ts";

export const CLIENT_ORIGIN = "http://localhost:5173";

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;

/**
 * The real app, listening, on a database of its own unless `DATABASE_URL` names one. `settings` are environment
 * variables. Close it in `afterAll`.
 */
export async function buildTestApp(
  { DATABASE_URL, ...settings }: Record<string, string> = {},
  limits: Pick<AppConfig, "databaseTimeLimitMs"> = {},
  /** Routes of the test's own, for somebody signed in. */
  routes: FastifyPluginAsync = async () => {},
) {
  const database = DATABASE_URL
    ? { url: DATABASE_URL, drop: async () => {} }
    : await createTestDatabase(inject("postgresUrl"));
  const config = readConfig({
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
    CLIENT_ORIGIN,
    DATABASE_URL: database.url,
    ...(DATABASE_URL ? {} : throughPooler(database.url)),
    // one IP address asks for everybody here
    AUTH_REQUESTS_PER_ADDRESS: "1000000",
    ...settings,
  });
  const app = await buildApp({ ...config, ...limits, databaseUrl: config.databaseUrl ?? database.url });
  await app.register(async (signedIn) => {
    signedIn.addHook("onRequest", requireSession);
    await signedIn.register(routes);
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    app,
    config,
    url,
    db: app.db,
    databaseUrl: database.url,
    /** One request by supertest. */
    request: supertest(url),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** With PgBouncer between, where the run asks for it. */
function throughPooler(databaseUrl: string) {
  const poolerUrl = inject("poolerUrl");
  if (!poolerUrl) return {};
  const url = new URL(databaseUrl);
  url.host = new URL(poolerUrl).host;
  return { DATABASE_URL: url.href, DATABASE_MIGRATE_URL: databaseUrl, DATABASE_PREPARED_STATEMENTS: "false" };
}
