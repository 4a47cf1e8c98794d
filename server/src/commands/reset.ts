import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DATA_DIRECTORY } from "../data-directory.ts";
import { removeOutside } from "../database/embedded/home.ts";
import { removeEmbeddedPostgres } from "../database/embedded/postgres.ts";
import { readOptions } from "./read-options.ts";

const USAGE = `Usage: npm run db:reset

Removes the development database and secret in .data, with everything in them. The next start creates new ones.
A database of your own, in DATABASE_URL, is left alone.`;

/** `npm run db:reset`: removes what development keeps between runs. A database of your own is left alone. */
readOptions(USAGE);
try {
  await removeEmbeddedPostgres(join(DATA_DIRECTORY, "postgres"));
  await removeOutside();
  await rm(DATA_DIRECTORY, { recursive: true, force: true });
  console.log("Removed the development database and secret. The next start creates new ones.");
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
