import { isIP } from "node:net";
import { commaSeparated, type Report } from "./environment.ts";

type TrustProxy = ((ip: string, hop: number) => boolean) | string[];

/** What Fastify's `trustProxy` takes. It never takes "everything": that would believe anyone. */
export function parseTrustProxy(value: string | undefined, report: Report): TrustProxy | false {
  if (value === undefined) return false;
  // as a function, because Fastify 5 reads a plain number as "trust nobody"
  if (/^\d{1,2}$/.test(value)) return (_ip, hop) => hop < Number(value);
  const ipAddresses = commaSeparated(value);
  if (ipAddresses.length > 0 && ipAddresses.every(isNetwork)) return ipAddresses;
  report("TRUST_PROXY", "Must be a number of proxies, or their IP addresses");
  return false;
}

/** An IP address, a network such as 10.0.0.0/8, or one of the names that Fastify knows. */
function isNetwork(text: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const [ip = "", prefix, ...rest] = text.split("/");
  if (isIP(ip) === 0 || rest.length > 0) return false;
  const bits = isIP(ip) === 6 ? 128 : 32;
  return prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= bits);
}
