import { ApiError } from "../errors.ts";

/** Too easily guessed for anybody who knows the product. */
const PRODUCT_WORDS = ["cafe-app-ai", "cafeappai", "cafe"];

/** What is left of a password beside a known word has to be a password still. */
const MIN_REST = 6;

/**
 * Refuses passwords that are tried first: the common ones, and those built from the address or the product's name.
 * `path` is where the request has it, a JSON pointer.
 * @throws ApiError WEAK_PASSWORD
 */
export async function refuseWeakPassword(password: string, email: string, path = "/password"): Promise<void> {
  const lower = password.toLowerCase();
  if ((await commonPasswords()).has(lower)) throw weak("This password is too common. Choose a less common one.", path);
  const [localPart = "", domain = ""] = email.toLowerCase().split("@");
  const words = [
    email.toLowerCase(),
    localPart,
    domain,
    ...localPart.split(/[^a-z0-9]+/),
    ...domain.split("."),
    ...PRODUCT_WORDS,
  ];
  for (const word of words) {
    const rest = lower.replaceAll(word, "").replaceAll(/[^\p{L}\p{N}]/gu, "");
    if (word.length > 2 && lower.includes(word) && [...rest].length < MIN_REST) {
      throw weak("This password is too close to your email or this product's name. Choose another one.", path);
    }
  }
}

function weak(message: string, path: string): ApiError {
  return new ApiError("WEAK_PASSWORD", message, { details: [{ in: "body", path, message }] });
}

let loading: Promise<Set<string>> | undefined;

/** 49,000 of them, loaded when the first is needed. */
function commonPasswords(): Promise<Set<string>> {
  loading ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => new Set(dictionary["passwords-common"]));
  return loading;
}
