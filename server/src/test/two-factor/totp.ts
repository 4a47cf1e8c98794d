import { Secret, TOTP } from "otpauth";

/** What an authenticator app shows that knows the secret. */
export const codeOf = (secret: string, timestamp = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });

/** How long it shows a code, milliseconds. */
export const STEP_MS = 30_000;
