import { messages } from "./messages.ts";

/** Whether this browser has passkeys; asking costs nothing, the library is loaded when one is used. */
export const passkeysWork = () => typeof window.PublicKeyCredential === "function";

/** By the browser's names for them. */
const REASONS: Record<string, string> = {
  InvalidStateError: messages.passkeyKnown,
  NotAllowedError: messages.passkeyNotUsed,
  AbortError: messages.passkeyNotUsed,
};

type WebAuthn = typeof import("@simplewebauthn/browser");

/** Why the browser or the passkey itself said no. */
class PasskeyError extends Error {
  override name = "PasskeyError";
}

/**
 * Has the browser show its dialog for a passkey.
 * @throws PasskeyError, also where the person closed it: the browser does not tell that from one that was left to run
 *   out, or from a device without a passkey
 */
export async function showPasskeyDialog<T>(ceremony: (webauthn: WebAuthn) => Promise<T>): Promise<T> {
  try {
    return await ceremony(await import("@simplewebauthn/browser"));
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    throw new PasskeyError(REASONS[name] ?? messages.passkeyFailed, { cause: error });
  }
}
