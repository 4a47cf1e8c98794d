import { randomBytes } from "node:crypto";
import type { Config } from "../../config.ts";
import { signValue } from "../../session/signed-value.ts";
import { CHALLENGE_SECONDS } from "../better-auth/cookies.ts";
import type { Auth } from "../better-auth/plugin.ts";

/**
 * Creates the challenge that Better Auth's plugin would create after a correct password, for sign-ins with a provider, for
 * which it doesn't.
 * @returns the signed challenge, as the two-factor cookie holds it
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
  return signValue(identifier, authSecrets);
}

const UUID = /^[0-9a-f-]{36}$/;

/** Whose challenge it is. Null for other kinds of challenges, which have the same kind of signature. */
export async function findChallenged(auth: Auth, identifier: string): Promise<string | null> {
  const { internalAdapter } = await auth.$context;
  const challenge = await internalAdapter.findVerificationValue(identifier);
  return challenge && challenge.expiresAt > new Date() && UUID.test(challenge.value) ? challenge.value : null;
}
