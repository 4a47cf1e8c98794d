import type { TwoFactorRequired } from "@cafe-app-ai/shared/auth/two-factor";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import { isPage } from "../../http/client/client.ts";
import { keepInCookie } from "../../session/cookie.ts";
import { CHALLENGE_SECONDS, twoFactorCookie } from "../better-auth/cookies.ts";

type Exchange = { request: FastifyRequest; reply: FastifyReply };

/** The response when a code has to follow. A page gets the challenge as a cookie, so that script never holds it. */
export function handOverChallenge(
  config: Pick<Config, "cookieSecure">,
  exchange: Exchange,
  challenge: string,
): TwoFactorRequired {
  const page = isPage(exchange.request);
  if (page) setTwoFactorCookie(config, exchange, challenge);
  else logRequested(exchange);
  return {
    user: null,
    sessionToken: null,
    expiresAt: null,
    twoFactor: {
      challenge: page ? null : challenge,
      expiresAt: new Date(Date.now() + CHALLENGE_SECONDS * 1000).toISOString(),
    },
  };
}

export function setTwoFactorCookie(config: Pick<Config, "cookieSecure">, exchange: Exchange, challenge: string): void {
  keepInCookie(twoFactorCookie(config), CHALLENGE_SECONDS).set(exchange.reply, challenge);
  logRequested(exchange);
}

const logRequested = ({ request }: Exchange) =>
  request.log.info({ event: "two-factor code requested" }, "two-factor code requested");
