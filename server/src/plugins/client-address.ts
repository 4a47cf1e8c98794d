import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";

/** The client's address under `TRUST_PROXY`. A trusted proxy may still pass on what is no address: then it is the proxy's. */
export function clientAddress(request: FastifyRequest): string {
  return isIP(request.ip) > 0 ? request.ip : (request.socket.remoteAddress ?? "");
}
