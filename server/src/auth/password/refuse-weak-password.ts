import { setImmediate as nextTurn } from "node:timers/promises";
import { ApiError } from "../../errors.ts";

/**
 * Refuses easily guessed passwords: common ones, those built from the email or the product's name, and those that are a
 * single repeat, sequence, date or row of keys. `path` is a JSON pointer to the password in the request.
 * @throws ApiError WEAK_PASSWORD
 */
export async function refuseWeakPassword(password: string, email: string, path = "/password"): Promise<void> {
  const findWeakness = await loadWeaknessCheck();
  const message = findWeakness(password, email);
  if (message) throw new ApiError("WEAK_PASSWORD", message, { details: [{ in: "body", path, message }] });
}

let loading: ReturnType<typeof load> | undefined;

/** Loads the check's dictionaries, for after the start: they take a tenth of a second. */
export function loadWeaknessCheck(): ReturnType<typeof load> {
  loading ??= load();
  return loading;
}

/** A part in each turn of the event loop, so that no request waits for all of them. */
async function load() {
  await import("@zxcvbn-ts/core");
  await nextTurn();
  await import("@zxcvbn-ts/language-common");
  await nextTurn();
  const { findWeakness, preparations } = await import("@cafe-app-ai/shared/auth/weak-password");
  for (const prepare of preparations) {
    await nextTurn();
    prepare();
  }
  await nextTurn();
  return findWeakness;
}
