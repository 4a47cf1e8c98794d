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
