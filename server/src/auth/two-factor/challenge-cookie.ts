import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import { readCookie } from "../../session/cookie.ts";
import { CHALLENGE_SECONDS, twoFactorCookie } from "../better-auth/cookies.ts";

/** The two-factor cookie: how a browser keeps the challenge between the password and the code. */
export function challengeCookies(config: Pick<Config, "cookieSecure">) {
  const { name, options } = twoFactorCookie(config);
  return {
    read: ({ headers }: FastifyRequest) => readCookie(headers.cookie, name),
    set: (reply: FastifyReply, challenge: string) =>
      reply.setCookie(name, challenge, { ...options, maxAge: CHALLENGE_SECONDS }),
    clear: (reply: FastifyReply) => reply.clearCookie(name, options),
  };
}
