import type { FastifyReply } from "fastify";
import type { Config } from "../../config.ts";
import { oauthStateCookie } from "../better-auth/cookies.ts";
import { readSetCookie } from "../better-auth/headers.ts";

/** How long an OAuth flow may take, seconds: Better Auth keeps its state no longer. */
const FLOW_SECONDS = 600;

/** The app's pages where a flow ends that has failed; the second one also where an account was linked. */
export const SIGN_IN_PAGE = "/sign-in";
export const SETTINGS_PAGE = "/settings/security";

/** What Better Auth is told about a flow. Where it ends is built here, from settings, never taken from a client. */
export function flowBody(
  { clientOrigins: [origin = ""] }: Pick<Config, "clientOrigins">,
  issuer: string,
  { path, errorPath }: { path: string; errorPath: string },
) {
  const urls = { callbackURL: origin + path, errorCallbackURL: origin + errorPath };
  return { provider: issuer, ...urls, disableRedirect: true };
}

/** The path as the app's router reads it; "/" for one that a browser would take for another site's. */
export function appPath(next = "/"): string {
  const { pathname, search, hash } = new URL(next, "https://app.invalid");
  return pathname.startsWith("//") ? "/" : pathname + search + hash;
}

/** Hands over the cookie that ties the flow to this browser. @returns the provider's URL, to go to */
export function startFlow(
  config: Config,
  { headers, response }: { headers: Headers; response: { url?: string } },
  reply: FastifyReply,
): string {
  const { name, options } = oauthStateCookie(config);
  reply.setCookie(name, readSetCookie(headers, name), { ...options, maxAge: FLOW_SECONDS });
  if (!response.url) throw new Error("Better Auth did not say where the provider is");
  return response.url;
}
