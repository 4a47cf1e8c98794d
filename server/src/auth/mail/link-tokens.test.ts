import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mailTokens } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { checkMailToken, issueMailToken } from "./link-tokens.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

it.each([
  ["reset-password", 1],
  ["verify-email", 24],
  ["change-email", 24],
] as const)("the link of %s works for %i h, and no longer", async (purpose, hours) => {
  const { user, email } = await signUpUser(app);
  const token = await issueMailToken(app.db, { userId: user.id, purpose, email });
  const pass = (minutes: number) =>
    app.db
      .update(mailTokens)
      .set({ expiresAt: sql`${mailTokens.expiresAt} - make_interval(mins => ${minutes})` })
      .where(eq(mailTokens.userId, user.id));

  await pass(hours * 60 - 1);
  expect(await checkMailToken(app.db, token, [purpose])).toEqual({ userId: user.id, email, purpose });
  await pass(1);
  await expect(checkMailToken(app.db, token, [purpose])).rejects.toMatchObject({ code: "INVALID_TOKEN" });
});
