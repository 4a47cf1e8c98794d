import type { FastifyReply, FastifyRequest } from "fastify";
import type { SecondFactorRequired } from "shared/auth";
import type { Config } from "../config.ts";
import { CHALLENGE_SECONDS, secondFactorCookie } from "./better-auth.ts";
import { isPage } from "./start-session.ts";

/** Hands over the challenge that goes with the second factor: a page gets a cookie, so that script never holds it. */
export function askForSecondFactor(
  config: Pick<Config, "cookieSecure">,
  challenge: string,
  request: FastifyRequest,
  reply: FastifyReply,
): SecondFactorRequired {
  const page = isPage(request);
  const { name, options } = secondFactorCookie(config);
  if (page) reply.setCookie(name, challenge, { ...options, maxAge: CHALLENGE_SECONDS });
  request.log.info({ event: "second factor asked for" }, "second factor asked for");
  return {
    user: null,
    sessionToken: null,
    expiresAt: null,
    secondFactor: {
      challenge: page ? null : challenge,
      expiresAt: new Date(Date.now() + CHALLENGE_SECONDS * 1000).toISOString(),
    },
  };
}
