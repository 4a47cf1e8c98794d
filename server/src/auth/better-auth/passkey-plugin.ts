import { passkey } from "@better-auth/passkey";
import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { SettingsService } from "@simplewebauthn/server";
import { APIError } from "better-auth/api";
import type { Config } from "../../config.ts";

/** How long one may take to use a passkey, seconds: Better Auth's. */
export const PASSKEY_SECONDS = 300;

/** The cookie's key in Better Auth's settings. */
export const PASSKEY_COOKIE = "better-auth-passkey";

/** Bytes (WebAuthn Level 3, 7.1); the database's index could not hold a much longer one. */
const CREDENTIAL_ID_MAX_LENGTH = 1023;

// No attestation is asked for. With no roots to lead to, the certificates in one are not looked into: for these three
// the library would fetch whatever URL they name, before it checks who signed them.
for (const identifier of ["android-key", "android-safetynet", "apple"] as const) {
  SettingsService.setRootCertificates({ identifier, certificates: [] });
}

/**
 * Passkeys, which count as both factors: the device, and the finger, face or PIN that it asks for. Better Auth lets
 * the second go, so it is demanded here. A passkey belongs to the app's host, where the browser asks for it.
 */
export function passkeyPlugin({ clientOrigins }: Pick<Config, "clientOrigins">) {
  const [origin = ""] = clientOrigins;
  return passkey({
    rpName: PRODUCT_NAME,
    rpID: new URL(origin).hostname,
    origin: clientOrigins,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    registration: {
      afterVerification: ({ verification: { registrationInfo } }) => {
        if (!registrationInfo?.userVerified) throw unusable();
        const { length } = Buffer.from(registrationInfo.credential.id, "base64url");
        if (length === 0 || length > CREDENTIAL_ID_MAX_LENGTH) throw unusable();
      },
    },
    authentication: {
      afterVerification: ({ verification: { authenticationInfo } }) => {
        if (!authenticationInfo.userVerified) throw unusable();
      },
    },
  });
}

const unusable = () => new APIError("BAD_REQUEST", { code: "UNUSABLE_PASSKEY" });
