import type { Environment, Report } from "./environment.ts";
import { LOCAL_HOSTS } from "./origin.ts";

/** The OpenID Connect provider to sign in with, or undefined: all of its settings are given, or none. */
export function readOidc(environment: Environment, production: boolean, report: Report) {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = environment;
  if (!OIDC_ISSUER && !OIDC_CLIENT_ID && !OIDC_CLIENT_SECRET) return undefined;
  for (const name of ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const) {
    if (!environment[name]) report(name, "Required when the other OIDC settings are set");
  }
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return undefined;
  const url = URL.canParse(OIDC_ISSUER) ? new URL(OIDC_ISSUER) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    report("OIDC_ISSUER", "Must be a URL, such as https://accounts.example.com");
  } else if (production && url.protocol === "http:" && !LOCAL_HOSTS.includes(url.hostname)) {
    report("OIDC_ISSUER", "Must be https in production");
  }
  return {
    issuer: OIDC_ISSUER.replace(/\/$/, ""),
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: OIDC_NAME ?? url?.hostname ?? "",
  };
}
