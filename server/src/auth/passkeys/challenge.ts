import type { Config } from "../../config.ts";
import { ApiError } from "../../errors.ts";
import { signValue, verifySignedValue } from "../../session/signed-value.ts";
import { passkeyCookie } from "../better-auth/cookies.ts";

type Secrets = Pick<Config, "authSecrets" | "cookieSecure">;

export const challengeEnded = () => new ApiError("INVALID_TOKEN", "This has expired or was already used. Start again.");

/**
 * A browser's challenge for Better Auth, signed with the newest secret.
 * @param presented the cookie's value
 * @throws ApiError INVALID_TOKEN
 */
export function toBetterAuthCookie(config: Secrets, presented = ""): Record<string, string> {
  const token = verifySignedValue(presented, config.authSecrets);
  // a two-factor challenge has the same kind of signature, and Better Auth would fail on it
  if (!token || token.startsWith("2fa-")) throw challengeEnded();
  return { [passkeyCookie(config).name]: signValue(token, config.authSecrets) };
}
