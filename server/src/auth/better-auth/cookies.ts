import type { Config } from "../../config.ts";
import { signInCookie } from "../../session/cookie.ts";

type CookieConfig = Pick<Config, "cookieSecure">;

/** How long somebody may look for their code. */
export const CHALLENGE_SECONDS = 600;

/** Holds the challenge between the password and the code of two-factor authentication. */
export const twoFactorCookie = (config: CookieConfig) => signInCookie(config, "two-factor", "strict");

/** Ties an OAuth flow to this browser. Lax: it has to come along when the provider sends the browser back. */
export const oauthStateCookie = (config: CookieConfig) => signInCookie(config, "provider", "lax");

/** Holds the challenge that a passkey is to sign. */
export const passkeyCookie = (config: CookieConfig) => signInCookie(config, "passkey", "strict");
