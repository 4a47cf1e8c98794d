import { getDomain, getPublicSuffix } from "tldts";
import { LOCAL_HOSTS } from "../../server/src/config/origin.ts";
import type { Config } from "../../server/src/config.ts";
import { type Finding, ok, problem } from "./finding.ts";

const CHECK = "Origins";

/** What the server would start with and a browser would then refuse, so that signing in does nothing. */
export function checkOrigins({
  apiUrl,
  clientOrigins,
  cookieSecure,
  cookieDomain,
}: Pick<Config, "apiUrl" | "clientOrigins" | "cookieSecure" | "cookieDomain">): Finding[] {
  const api = new URL(apiUrl);
  const findings = clientOrigins
    .filter((origin) => siteOf(new URL(origin)) !== siteOf(api))
    .map((origin) =>
      problem(
        CHECK,
        `${origin} and the API at ${apiUrl} are different sites: the browser won't send the session's cookie`,
        "Put them under one domain with one scheme, such as https://app.example.com and https://api.example.com, or both on localhost.",
      ),
    );
  if (cookieSecure && api.protocol === "http:" && !LOCAL_HOSTS.includes(api.hostname)) {
    const remedy = "Serve the API over https, or set COOKIE_SECURE=false in development.";
    findings.push(
      problem(CHECK, `The API at ${apiUrl} is plain http, and the browser drops its secure cookies`, remedy),
    );
  }
  if (cookieDomain && !isDomainOf(cookieDomain, api.hostname)) {
    const remedy = `Use a domain that ${api.hostname} belongs to, or remove it.`;
    findings.push(
      problem(CHECK, `COOKIE_DOMAIN=${cookieDomain} isn't a domain that ${api.hostname} can set cookies for`, remedy),
    );
  }
  return findings.length > 0 ? findings : [ok(CHECK, `${clientOrigins.join(", ")} and ${apiUrl} are one site`)];
}

/** The scheme counts too: https://app.example.com and http://api.example.com are different sites. */
const siteOf = ({ protocol, hostname }: URL) =>
  `${protocol}//${getDomain(hostname, { allowPrivateDomains: true }) ?? hostname}`;

/** A browser takes no cookie for all of .com. */
const isDomainOf = (domain: string, host: string) =>
  (host === domain || host.endsWith(`.${domain}`)) && getPublicSuffix(domain, { allowPrivateDomains: true }) !== domain;
