import { randomBytes } from "node:crypto";
import type { Config } from "../../config.ts";
import { signSessionToken } from "../../session/signed-value.ts";
import { type Auth, CHALLENGE_SECONDS } from "../better-auth/plugin.ts";

/**
 * The challenge that Better Auth's plugin makes after a right password, for whoever came another way: its plugin makes
 * none for providers.
 * @returns it signed, as the two-factor cookie carries it
 */
export async function createChallenge(
  auth: Auth,
  { authSecrets }: Pick<Config, "authSecrets">,
  userId: string,
): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const identifier = `2fa-${randomBytes(20).toString("base64url")}`;
  const expiresAt = new Date(Date.now() + CHALLENGE_SECONDS * 1000);
  await internalAdapter.createVerificationValue({ identifier, value: userId, expiresAt });
  await internalAdapter.createVerificationValue({ identifier: `2fa-attempts-${identifier}`, value: "0", expiresAt });
  return signSessionToken(identifier, authSecrets);
}
