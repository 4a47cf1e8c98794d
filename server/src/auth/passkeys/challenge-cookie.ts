import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import { readCookie } from "../../session/cookie.ts";
import { passkeyCookie } from "../better-auth/cookies.ts";
import { PASSKEY_SECONDS } from "../better-auth/passkey-plugin.ts";

/** How a browser keeps the challenge between the two requests of a registration or a sign-in. */
export function challengeCookies(config: Pick<Config, "cookieSecure">) {
  const { name, options } = passkeyCookie(config);
  return {
    read: ({ headers }: FastifyRequest) => readCookie(headers.cookie, name),
    set: (reply: FastifyReply, challenge: string) =>
      reply.setCookie(name, challenge, { ...options, maxAge: PASSKEY_SECONDS }),
    clear: (reply: FastifyReply) => reply.clearCookie(name, options),
  };
}
