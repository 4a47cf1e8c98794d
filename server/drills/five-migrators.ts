import pg from "pg";
import { readMigrations } from "../src/database/migrations/files.ts";
import { runProgram, SERVER_SETTINGS } from "../src/test/run-program.ts";
import { atMost, type Drill, mustBe } from "./support/drill.ts";
import { startEmptyDatabase } from "./support/world.ts";

const MIGRATORS = 5;

export const fiveMigrators: Drill = {
  promise: "Five migrators begin at once, on an empty database",
  run: async () => {
    await using database = await startEmptyDatabase();
    const settings = { ...SERVER_SETTINGS, DATABASE_URL: database.url };
    const began = performance.now();
    const programs = Array.from({ length: MIGRATORS }, () => runProgram("commands/migrate.ts", settings));
    const ends = await Promise.all(programs.map(({ ended }) => ended));
    const seconds = (performance.now() - began) / 1000;
    const applied = ends.flatMap(({ output }) => output.match(/(?<=Applied )\S+(?=\.\n)/g) ?? []);
    const names = readMigrations().map(({ name }) => name);
    return [
      mustBe(
        "each ends with 0",
        ends.every(({ code, errors }) => code === 0 && errors === ""),
        ends.map(({ code, errors }) => `${code}${errors}`).join(", "),
      ),
      mustBe(
        "each migration is applied once, by one of them",
        applied.toSorted().join() === names.toSorted().join(),
        `${applied.length} of ${names.length}`,
      ),
      mustBe("the database remembers each once", (await countRemembered(database.url)) === names.length),
      atMost("all are done after", seconds, 30, "s"),
    ];
  },
};

async function countRemembered(url: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    "select count(*)::int as count from drizzle.__drizzle_migrations",
  );
  await client.end();
  return rows[0]?.count;
}
