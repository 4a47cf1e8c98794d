import { hashPassword } from "./hash.ts";
import { refuseWeakPassword } from "./refuse-weak-password.ts";

/** @throws ApiError WEAK_PASSWORD, SERVICE_UNAVAILABLE */
export async function hashNewPassword(password: string, email: string): Promise<string> {
  await refuseWeakPassword(password, email);
  return hashPassword(password);
}
