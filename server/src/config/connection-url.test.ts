import { expect, it } from "vitest";
import { readConfig } from "../config.ts";

it.each([
  "postgres://user:p%23ss%25@host:5433/database?sslmode=require",
  "postgresql://host",
  "postgres:///database?host=/var/run/postgresql",
  "postgres://user:password@/database?host=/var/run/postgresql",
  "postgres://%2Fvar%2Frun%2Fpostgresql/database",
])("takes the database's URL %s", (DATABASE_URL) => {
  expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
});
