import { UpdateUserSchema } from "@cafe-app-ai/shared/auth/account";
import { NAME_MAX_LENGTH } from "@cafe-app-ai/shared/auth/common";
import { Value } from "@sinclair/typebox/value";

/** What a new account takes from the provider, cut to what our own forms would take. */
export function cleanProfile({ name, picture }: { name?: unknown; picture?: unknown }) {
  return { name: typeof name === "string" ? cleanName(name) : "", image: isImage(picture) ? picture : undefined };
}

function cleanName(name: string): string {
  const line = name.replaceAll(/\p{Cc}+/gu, " ").trim();
  // half a character may be left at the cut
  return line.slice(0, NAME_MAX_LENGTH).replaceAll(/\p{Cs}/gu, "");
}

const isImage = (picture: unknown): picture is string =>
  typeof picture === "string" && Value.Check(UpdateUserSchema, { image: picture });
