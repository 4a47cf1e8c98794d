import type { Page } from "@playwright/test";
import { freePort } from "../../../server/src/test/free-port.ts";
import { type OidcAccount, startOidcProvider } from "../../../server/src/test/oidc/oidc-provider.ts";
import { test as base, expect } from "./fixtures.ts";

type Provider = Awaited<ReturnType<typeof startOidcProvider>>;
type WorkerFixtures = { providerPort: number; provider: Provider };

/** Tests with a real OpenID Connect provider, which is of another site than the app: 127.0.0.1. */
export const test = base.extend<object, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  providerPort: [async ({}, use) => use(await freePort()), { scope: "worker" }],

  environment: [
    ({ providerPort }, use) =>
      use({
        OIDC_ISSUER: `http://127.0.0.1:${providerPort}`,
        OIDC_CLIENT_ID: "cafe",
        OIDC_CLIENT_SECRET: "only-for-tests-only-for-tests",
        OIDC_NAME: "Harbour",
      }),
    { scope: "worker" },
  ],

  provider: [
    async ({ app, providerPort }, use) => {
      const redirectUris = [`${app.api.url}/api/auth/callback/oidc`];
      const provider = await startOidcProvider({ port: providerPort, redirectUris, accounts: [] });
      await use(provider);
      await provider.close();
    },
    { scope: "worker", auto: true },
  ],
});

/** Somebody with an account there. */
export function addOidcAccount({ accounts }: Provider, account: Partial<OidcAccount> = {}): OidcAccount {
  const sub = crypto.randomUUID();
  const added = { sub, email: `grace.${sub}@example.com`, email_verified: true, name: "Grace", ...account };
  accounts.push(added);
  return added;
}

/** On the provider's page, which one was sent to. */
export async function signInAtProvider(page: Page, { email }: OidcAccount): Promise<void> {
  await expect(page.getByRole("heading", { name: "Sign in to Harbour" })).toBeVisible();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs up or in by the provider, to the dashboard. */
export async function enterByProvider(page: Page, account: OidcAccount): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with Harbour" }).click();
  await signInAtProvider(page, account);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
}
