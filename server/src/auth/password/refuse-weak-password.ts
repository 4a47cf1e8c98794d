import { ApiError } from "../../errors.ts";

/**
 * Refuses passwords that are tried first: the common ones, those built from the email or the product's name, and
 * those that are a single repeat, sequence, date or row of keys. `path` is where the request has it, a JSON pointer.
 * @throws ApiError WEAK_PASSWORD
 */
export async function refuseWeakPassword(password: string, email: string, path = "/password"): Promise<void> {
  // its dictionary is loaded with the first password
  const { findWeakness } = await import("@cafe-app-ai/shared/weak-password");
  const message = findWeakness(password, email);
  if (message) throw new ApiError("WEAK_PASSWORD", message, { details: [{ in: "body", path, message }] });
}
