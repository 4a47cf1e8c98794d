import { localTimezone } from "@cafe-app-ai/shared/common";
import { eq } from "drizzle-orm";
import { buildApp } from "../app.ts";
import { activity, mails, users } from "../database/schema.ts";
import { explainFailure } from "../explain-failure.ts";
import type { Resources } from "../resources.ts";
import { openResourcesOrExit, readConfigOrExit } from "../resources.ts";
import { readOptions } from "./read-options.ts";

const USAGE = `Usage: npm run db:seed

Creates the demo account and its sample data, if they don't exist yet. npm run dev does this too. Not for production.`;

/** Its password is public: it exists in development only. */
export const DEMO_ACCOUNT = { email: "demo@example.com", password: "two paper boats", name: "Demo" };

/**
 * Makes the demo account with 90 days of orders, the way a caller of the API would.
 * @returns whether it is new
 */
export async function seedDemoAccount(config: Resources["config"]): Promise<boolean> {
  if (config.production)
    throw new Error("The demo account's password is public, so it can't be created in production.");
  const app = await buildApp({
    ...config,
    logLevel: "error",
    // nobody reads the demo email
    emailVerificationRequired: false,
    smtpUrl: undefined,
    // whatever this machine's browsers have just used up
    authRequestsPerIp: Number.MAX_SAFE_INTEGER,
  });
  try {
    // fails with the reason, which the API's answers don't tell
    if ((await app.db.$count(users, eq(users.email, DEMO_ACCOUNT.email))) > 0) return false;
    const signUp = await app.inject({ method: "POST", url: "/api/auth/signup", payload: DEMO_ACCOUNT });
    const { data, error } = signUp.json();
    // another npm run dev has just made it
    if (signUp.statusCode === 409) return false;
    if (!data?.sessionToken) throw new Error(`The demo account wasn't created: ${error.message}`);
    await app.db.update(users).set({ emailVerified: true }).where(eq(users.email, DEMO_ACCOUNT.email));
    await app.db.delete(mails).where(eq(mails.recipient, DEMO_ACCOUNT.email));
    const authorization = `Bearer ${data.sessionToken}`;
    const samples = await app.inject({
      method: "POST",
      url: "/api/orders/sample",
      headers: { authorization },
      payload: { timezone: localTimezone() },
    });
    if (samples.statusCode !== 201) throw new Error(`The demo orders weren't added: ${samples.json().error.message}`);
    await app.inject({ method: "POST", url: "/api/auth/signout", headers: { authorization } });
    // How it was made is nothing that its visitor did.
    await app.db.delete(activity).where(eq(activity.userId, data.user.id));
    return true;
  } finally {
    await app.close();
  }
}

/** `npm run db:seed` */
if (import.meta.main) {
  readOptions(USAGE);
  const { config, release } = await openResourcesOrExit(readConfigOrExit());
  try {
    const made = await seedDemoAccount(config);
    console.log(made ? "Created the demo account:" : "The demo account already exists:");
    console.log(`${DEMO_ACCOUNT.email} / ${DEMO_ACCOUNT.password}`);
  } catch (error) {
    console.error(explainFailure(error));
    process.exitCode = 1;
  } finally {
    await release();
  }
}
