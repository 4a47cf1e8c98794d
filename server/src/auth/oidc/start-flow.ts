import type { FastifyReply } from "fastify";
import type { Config } from "../../config.ts";
import { providerStateCookie } from "../better-auth/plugin.ts";
import { readSetCookie } from "../sign-up/sign-up.ts";

/** How long a visit to the provider may take, seconds: Better Auth keeps its state no longer. */
const VISIT_SECONDS = 600;

/** The app's pages where a visit ends that has failed; the second one also where an account was linked. */
export const SIGN_IN_PAGE = "/sign-in";
export const SETTINGS_PAGE = "/settings/security";

/** What Better Auth is told about a visit. Where it ends is built here, from settings, never taken from a client. */
export function visitBody(
  { clientOrigins: [origin = ""] }: Pick<Config, "clientOrigins">,
  issuer: string,
  { path, errorPath }: { path: string; errorPath: string },
) {
  const addresses = { callbackURL: origin + path, errorCallbackURL: origin + errorPath };
  return { provider: issuer, ...addresses, disableRedirect: true };
}

/** The path as the app's router reads it; "/" for one that a browser would take for another site's. */
export function appPath(next = "/"): string {
  const { pathname, search, hash } = new URL(next, "https://app.invalid");
  return pathname.startsWith("//") ? "/" : pathname + search + hash;
}

/** Hands over the cookie that ties the visit to this browser. @returns the provider's address, to go to */
export function beginVisit(
  config: Config,
  { headers, response }: { headers: Headers; response: { url?: string } },
  reply: FastifyReply,
): string {
  const { name, options } = providerStateCookie(config);
  reply.setCookie(name, readSetCookie(headers, name), { ...options, maxAge: VISIT_SECONDS });
  if (!response.url) throw new Error("Better Auth did not say where the provider is");
  return response.url;
}
