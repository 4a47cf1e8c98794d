import { createOTP } from "@better-auth/utils/otp";
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import type { Auth } from "./plugin.ts";

// What is stored is what Better Auth stores, because it checks the codes of a sign-in. Its own functions to set it up and
// turn it off change the account outside our transactions.

export const newTwoFactorSecret = () => generateRandomString(32);

/** What an authenticator app reads from a QR code. */
export const otpauthUrl = (secret: string, issuer: string, account: string) => createOTP(secret).url(issuer, account);

/** Whether an authenticator app that knows the secret shows this code now. */
export const isCurrentCode = (secret: string, code: string): Promise<boolean> => createOTP(secret).verify(code);

export const encryptSecret = async (auth: Auth, data: string): Promise<string> =>
  symmetricEncrypt({ key: (await auth.$context).secretConfig, data });

export const decryptSecret = async (auth: Auth, data: string): Promise<string> =>
  symmetricDecrypt({ key: (await auth.$context).secretConfig, data });

export const encryptRecoveryCodes = (auth: Auth, codes: string[]): Promise<string> =>
  encryptSecret(auth, JSON.stringify(codes));

export const decryptRecoveryCodes = async (auth: Auth, data: string): Promise<string[]> =>
  JSON.parse(await decryptSecret(auth, data));
