import { sql } from "drizzle-orm";
import { expect, inject, it } from "vitest";
import { createDatabase } from "./database/client.ts";
import { explainFailure } from "./explain-failure.ts";

const DATABASE = /^Check DATABASE_URL, or unset it in development\. npm run doctor says more\.$/;

async function failureOf(url: string, statement = "select 1") {
  const db = createDatabase({ url, max: 1 });
  try {
    return explainFailure(await db.execute(sql.raw(statement)).catch((error) => error)).split("\n");
  } finally {
    await db.$client.end();
  }
}

it("says what the database said, and not which statement met it", async () => {
  const other = new URL(inject("postgresUrl"));
  other.pathname = "/nowhere";
  // a name with several IP addresses
  expect(await failureOf("postgres://user@localhost:1/database")).toEqual([
    expect.stringMatching(/^connect ECONNREFUSED \S+:1$/),
    expect.stringMatching(DATABASE),
  ]);
  expect(await failureOf(other.href)).toEqual(['database "nowhere" does not exist', expect.stringMatching(DATABASE)]);
  expect(await failureOf(inject("postgresUrl"), "select from nothing")).toEqual([
    'relation "nothing" does not exist',
    "Run npm run db:migrate.",
  ]);
});

it("says what to do about a folder that can't be written", () => {
  const failure = Object.assign(new Error("EACCES: permission denied, mkdir '/srv/.data'"), { code: "EACCES" });
  expect(explainFailure(failure)).toMatch(/^EACCES: permission denied, mkdir '\/srv\/\.data'\nDevelopment keeps .+\.$/);
});

it("adds nothing to a sentence of our own", () => {
  expect(explainFailure(new Error("No account has the email ada@example.com"))).toBe(
    "No account has the email ada@example.com",
  );
});
