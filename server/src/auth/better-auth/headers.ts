import type { Client } from "../../http/client/client.ts";

/** Our own header for the client's IP address: the usual ones could be the client's invention. */
export const CLIENT_IP_HEADER = "x-client-ip";

/**
 * What Better Auth may see of a request: never its credentials or forwarding headers, and only the cookies that are passed
 * here by name.
 */
export function betterAuthHeaders(
  { ip, userAgent }: Pick<Client, "ip" | "userAgent">,
  cookies: Record<string, string> = {},
): Headers {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return new Headers({
    ...(cookie.length > 0 && { cookie: cookie.join("; ") }),
    [CLIENT_IP_HEADER]: ip,
    "user-agent": userAgent,
  });
}

/** The value of a cookie that Better Auth sets, decoded. @throws where it sets none of that name */
export function readSetCookie(headers: Headers, name: string): string {
  const cookie = headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0] ?? "")
    .find((pair) => pair.startsWith(`${name}=`));
  if (cookie === undefined) throw new Error(`Better Auth did not set the cookie ${name}`);
  return decodeURIComponent(cookie.slice(name.length + 1));
}
