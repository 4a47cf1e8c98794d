import { buildApp } from "../app.ts";
import type { Resources } from "../environment.ts";
import { openResources, readConfigOrExit } from "../environment.ts";

/** Its password is public: it exists in development only. */
export const DEMO_ACCOUNT = { email: "demo@example.com", password: "two flat whites", name: "Demo Café" };

/**
 * Makes the demo account with 90 days of orders, the way a caller of the API would.
 * @returns whether it is new
 */
export async function seedDemoAccount(config: Resources["config"]): Promise<boolean> {
  if (config.production) throw new Error("The demo account's password is public: it is not for production");
  const app = await buildApp({ ...config, logLevel: "error" });
  try {
    const signUp = await app.inject({ method: "POST", url: "/api/auth/signup", payload: DEMO_ACCOUNT });
    const { data, error } = signUp.json();
    if (signUp.statusCode === 409) return false;
    if (!data?.sessionToken)
      throw new Error(`The demo account was not made: ${error?.message ?? "verification is on"}`);
    const samples = await app.inject({
      method: "POST",
      url: "/api/orders/sample",
      headers: { authorization: `Bearer ${data.sessionToken}` },
      payload: { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    });
    if (samples.statusCode !== 201) throw new Error(`The demo orders were not added: ${samples.json().error.message}`);
    return true;
  } finally {
    await app.close();
  }
}

/** `npm run db:seed` */
if (import.meta.main) {
  const { config, release } = await openResources(readConfigOrExit());
  try {
    const made = await seedDemoAccount(config);
    console.log(made ? "The demo account is there:" : "The demo account was there already:");
    console.log(`${DEMO_ACCOUNT.email} / ${DEMO_ACCOUNT.password}`);
  } finally {
    await release();
  }
}
