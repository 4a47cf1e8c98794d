import { randomUUID } from "node:crypto";
import type { TestApp } from "../build-test-app.ts";
import { openBrowser } from "./browser.ts";
import type { OidcAccount } from "./oidc-provider.ts";

/** Where the app under test has the provider send people, by its `API_URL`. */
export const REDIRECT_URI = "http://localhost:3000/api/auth/callback/oidc";

/** Somebody new at the provider. */
export function addOidcAccount(accounts: OidcAccount[], claims: Partial<OidcAccount> = {}): OidcAccount {
  const account = { sub: randomUUID(), email: `${randomUUID()}@example.com`, email_verified: true, ...claims };
  accounts.push(account);
  return account;
}

/** Somebody signs in with the provider. @returns the URL in the app where that leads, and their browser */
export async function signInWithOidc(
  app: TestApp,
  { email }: Pick<OidcAccount, "email">,
  { next, browser = openBrowser(app) }: { next?: string; browser?: ReturnType<typeof openBrowser> } = {},
) {
  const { data } = await browser.call("POST", "/api/auth/signin/oidc", { next });
  return { path: await browser.signInAtProvider(data.url, { email }), browser };
}

/** The session of somebody's browser, null where it has none. */
export const sessionOf = async (browser: ReturnType<typeof openBrowser>) =>
  (await browser.call("GET", "/api/auth/session")).data;
