import { fileURLToPath } from "node:url";
import { expect, inject, it } from "vitest";
import { createTestDatabase } from "../server/src/test/database/database.ts";
import { freePort } from "../server/src/test/free-port.ts";
import { runNode, SERVER_SETTINGS } from "../server/src/test/run-program.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

it("npm run db:studio serves the tables of the database in the settings", { timeout: 60_000 }, async () => {
  const database = await createTestDatabase(inject("postgresUrl"));
  try {
    const port = await freePort();
    const variables = { ...SERVER_SETTINGS, DATABASE_URL: database.url };
    await using studio = runNode(["scripts/studio.ts", "--port", String(port)], variables, root);
    await studio.said(/up and running/);
    const answer = await fetch(`http://localhost:${port}/`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "init" }),
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("idx_sessions_token");
    studio.signal("SIGINT");
    expect((await studio.ended).code).toBe(0);
  } finally {
    await database.drop();
  }
});
