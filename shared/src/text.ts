import { Kind, Type, TypeRegistry } from "@sinclair/typebox";
import { isStorableText } from "./common.ts";

type Limits = { maxLength: number };

TypeRegistry.Set<Limits>(
  "TrimmedText",
  ({ maxLength }, value) => typeof value === "string" && isTrimmedText(value, maxLength),
);

/** Whether text fits once the spaces around it are gone: visible, without control characters, and not too long. */
export function isTrimmedText(value: string, maxLength: number): boolean {
  const text = value.trim();
  // an emoji is one character and two UTF-16 units
  if (text.length > 2 * maxLength || [...text].length > maxLength) return false;
  return isStorableText(text) && /[^\p{C}\p{Z}]/u.test(text);
}

export const trimmedTextAdvice = (maxLength: number) =>
  `Must have 1 to ${maxLength} characters, and no control characters`;

/** Text that is stored without the spaces around it. */
export const TrimmedTextSchema = (maxLength: number, example: string) =>
  Type.Unsafe<string>({
    [Kind]: "TrimmedText",
    type: "string",
    minLength: 1,
    maxLength,
    description: "Spaces around it are removed",
    errorMessage: trimmedTextAdvice(maxLength),
    examples: [example],
  });
