import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";

/** The session cookie's name and attributes. The prefixes make browsers enforce what they promise (RFC 6265bis, 4.1.3). */
export function sessionCookie({ cookieSecure, cookieDomain }: Pick<Config, "cookieSecure" | "cookieDomain">) {
  const prefix = !cookieSecure ? "" : cookieDomain ? "__Secure-" : "__Host-";
  return {
    name: `${prefix}session`,
    options: {
      path: "/",
      httpOnly: true,
      secure: cookieSecure,
      sameSite: "strict",
      ...(cookieDomain && { domain: cookieDomain }),
    },
  } as const;
}

/** A cookie that lasts for one sign-in and is only ever sent to the API's own host. */
export function signInCookie<S extends "strict" | "lax">(
  { cookieSecure }: Pick<Config, "cookieSecure">,
  name: string,
  sameSite: S,
) {
  return {
    name: `${cookieSecure ? "__Host-" : ""}${name}`,
    options: { path: "/", httpOnly: true, secure: cookieSecure, sameSite },
  } as const;
}

/** How a browser keeps a value between two requests. */
export function keepInCookie({ name, options }: ReturnType<typeof signInCookie>, maxAgeSeconds: number) {
  return {
    read: ({ headers }: FastifyRequest) => readCookie(headers.cookie, name),
    set: (reply: FastifyReply, value: string) => reply.setCookie(name, value, { ...options, maxAge: maxAgeSeconds }),
    clear: (reply: FastifyReply) => reply.clearCookie(name, options),
  };
}

/** The cookie's value as it was sent, or nothing if it was sent twice: there's no telling which one is right. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
