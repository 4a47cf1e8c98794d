import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "../../database/embedded/postgres.ts";
import { migrateDatabase } from "../../database/migrations/migrate-database.ts";

const TEMPLATE = "cafe_test_template";

/**
 * A PostgreSQL for one run of the tests, with a migrated template database in it. `TEST_DATABASE_URL` names
 * another server to use, on which the user may create databases; no existing database is touched.
 * @returns the URL of a server, for `createTestDatabase`
 */
export async function startTestPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startTemporaryPostgres();
  await administer(server.url, `drop database if exists ${TEMPLATE}`, `create database ${TEMPLATE}`);
  await migrateDatabase(databaseUrl(server.url, TEMPLATE));
  return server;
}

/** A migrated database of its own, cloned from the template. */
export async function createTestDatabase(serverUrl: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `cafe_test_${randomUUID().replaceAll("-", "")}`;
  // copying the files takes half the time of writing each page to the log
  await administer(serverUrl, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  return {
    url: databaseUrl(serverUrl, name),
    drop: () => administer(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

async function startTemporaryPostgres() {
  const directory = await mkdtemp(join(tmpdir(), "cafe-test-"));
  // as root the database runs as another user, who gets in if the folder is open
  await chmod(directory, 0o755);
  // nothing here has to outlive a crash
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };
  const dataDirectory = join(directory, "postgres");
  const postgres = await startEmbeddedPostgres({ dataDirectory, port: 54_320, settings });
  const stop = async () => {
    await postgres.stop();
    await removeEmbeddedPostgres(dataDirectory);
    await rm(directory, { recursive: true, force: true });
  };
  return { url: postgres.url, stop };
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function administer(serverUrl: string, ...statements: string[]): Promise<void> {
  for (const statement of statements) await runStatement(databaseUrl(serverUrl, "postgres"), statement);
}

/** Does to a database what a test cannot wait for, such as making a session old. */
export async function runStatement(url: string, statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement, values);
  } finally {
    await client.end();
  }
}
