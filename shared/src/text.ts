import * as Type from "@sinclair/typebox";
import { Kind, type SchemaOptions, TypeRegistry } from "@sinclair/typebox";
import { isStorableText } from "./common.ts";

type Limits = { minLength: number; maxLength: number; format?: "text" };

TypeRegistry.Set<Limits>("Text", (limits, value) => typeof value === "string" && !describeText(value, limits));
TypeRegistry.Set<Limits>(
  "TrimmedText",
  ({ minLength, maxLength }, value) => typeof value === "string" && isTrimmedText(value, maxLength, minLength),
);

/** How many characters a text has: an emoji is one, and two UTF-16 units. Nothing reads what is far too long. */
const countCharacters = (text: string, maxLength: number) =>
  text.length > 2 * maxLength ? Number.POSITIVE_INFINITY : [...text].length;

/** What's wrong with a text, if anything. */
export function describeText(text: string, { minLength, maxLength, format }: Limits): string | undefined {
  const length = countCharacters(text, maxLength);
  if (length > maxLength) return `Use ${maxLength} characters or fewer`;
  if (length < minLength) return length === 0 ? "Required" : `Use at least ${minLength} characters`;
  return format === "text" && !isStorableText(text) ? "Must not contain control characters" : undefined;
}

/** Text as it is, spaces included. `Type.String` would count UTF-16 units, where JSON Schema counts characters. */
export const TextSchema = (options: Limits & SchemaOptions) =>
  Type.Unsafe<string>({ [Kind]: "Text", type: "string", ...options });

/** Whether text fits once the spaces around it are gone: visible, without control characters, and not too long. */
export function isTrimmedText(value: string, maxLength: number, minLength = 1): boolean {
  const text = value.trim();
  if (text === "") return minLength === 0;
  return countCharacters(text, maxLength) <= maxLength && isStorableText(text) && /[^\p{C}\p{Z}]/u.test(text);
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

/** The same where it may be empty. */
export const OptionalTextSchema = (maxLength: number, example: string) =>
  Type.Unsafe<string>({
    ...TrimmedTextSchema(maxLength, example),
    minLength: 0,
    errorMessage: `Use ${maxLength} characters or fewer, and no control characters`,
  });
