import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import ipaddr from "ipaddr.js";
import type { Config } from "../../config.ts";

/** Warns once if all clients behind a proxy count as one. */
export const proxyWarningPlugin = fp<{ config: Pick<Config, "trustProxy"> }>(
  async (app, { config }) => {
    if (config.trustProxy !== false) return;
    let warned = false;
    app.addHook("onRequest", async (request) => {
      if (warned || request.headers["x-forwarded-for"] === undefined) return;
      warned = true;
      request.log.warn("X-Forwarded-For is ignored, and all clients count as one: set TRUST_PROXY to your proxies");
    });
  },
  { name: "proxy-warning" },
);

/** The client's IP address under `TRUST_PROXY`. If a trusted proxy passes on something else, it's the proxy's. */
export function clientIp(request: FastifyRequest): string {
  return isIP(request.ip) > 0 ? request.ip : (request.socket.remoteAddress ?? "");
}

/** Whether a proxy that `TRUST_PROXY` names has sent it on. */
export const isFromProxy = ({ ips }: FastifyRequest) => ips !== undefined && ips.length > 1;

/** How limits count an IP address: an IPv6 client owns at least a /64. */
export function ipKey(ip: string): string {
  if (isIP(ip) !== 6) return ip;
  const parsed = ipaddr.process(ip);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : parsed.toString();
}
