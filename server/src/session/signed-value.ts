import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const MAX_LENGTH = 512;

/** 192 random bits. */
export const newSessionToken = () => randomBytes(24).toString("base64url");

/**
 * The credential for a session: its token with an HMAC-SHA256, base64, as Better Auth signs its cookies.
 * The bare token, which is all the database holds, is not enough to sign in.
 */
export function signValue(token: string, secrets: string[]): string {
  const [secret] = secrets;
  if (!secret) throw new Error("signing needs a secret");
  return `${token}.${signature(token, secret).toString("base64")}`;
}

/** The token inside a credential, or null unless one of the secrets signed it. A percent-encoded one counts too. */
export function verifySignedValue(credential: string, secrets: string[]): string | null {
  if (credential.length > MAX_LENGTH) return null;
  const signed = credential.includes("%") ? decode(credential) : credential;
  const dot = signed.lastIndexOf(".");
  if (dot < 1) return null;
  const token = signed.slice(0, dot);
  const presented = Buffer.from(signed.slice(dot + 1));
  const valid = secrets.some((secret) => {
    // compared as text: several base64 strings decode to the same bytes
    const expected = Buffer.from(signature(token, secret).toString("base64"));
    return presented.length === expected.length && timingSafeEqual(presented, expected);
  });
  return valid ? token : null;
}

const signature = (token: string, secret: string) => createHmac("sha256", secret).update(token).digest();

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
