import { messages } from "./messages.ts";

/** Whether this browser has passkeys; asking costs nothing, the library is loaded when one is used. */
export const passkeysWork = () => typeof window.PublicKeyCredential === "function";

type WebAuthn = typeof import("@simplewebauthn/browser");

/** Why the browser or the passkey itself said no. */
class PasskeyError extends Error {
  override name = "PasskeyError";
}

/**
 * Has the browser show its dialog for a passkey. Undefined where the person closed it, which the browser does not tell
 * from one that was left to run out.
 * @throws PasskeyError
 */
export async function showPasskeyDialog<T>(ceremony: (webauthn: WebAuthn) => Promise<T>): Promise<T | undefined> {
  try {
    return await ceremony(await import("@simplewebauthn/browser"));
  } catch (error) {
    if (error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError")) return undefined;
    const known = error instanceof Error && error.name === "InvalidStateError";
    throw new PasskeyError(known ? messages.passkeyKnown : messages.passkeyFailed, { cause: error });
  }
}
