import { Kind, type TSchema } from "@sinclair/typebox";
import { type ValueError, ValueErrorType } from "@sinclair/typebox/errors";
import { Value } from "@sinclair/typebox/value";
import { describeText } from "./text.ts";

export type FieldError = { path: string; message: string };

/** How many errors are named; nobody filling in a form makes more. */
export const ERRORS_MAX = 100;

/**
 * What is wrong with a value, one sentence for each path (a JSON pointer), in the order of the schema, at most
 * `ERRORS_MAX`. It runs without `eval`, so that the browser's content security policy allows it.
 */
export function findErrors(schema: TSchema, value: unknown): FieldError[] {
  const errors = new Map<string, FieldError>();
  for (const error of Value.Errors(schema, clip(schema, value))) {
    if (!errors.has(error.path)) errors.set(error.path, { path: error.path, message: describe(error) });
    if (errors.size === ERRORS_MAX) break;
  }
  return [...errors.values()];
}

/**
 * The value with every text that is too long cut right behind its limit. It is still too long, but no pattern or format,
 * which `Value.Errors` runs all the same, ever sees more than its schema allows. Of a union it runs none, and kinds of our own
 * look at the length first.
 */
function clip(schema: TSchema, value: unknown): unknown {
  if (typeof value === "string")
    return schema[Kind] === "String" && value.length > schema.maxLength ? value.slice(0, schema.maxLength + 1) : value;
  if (Array.isArray(value)) return schema.items ? value.map((item) => clip(schema.items, item)) : value;
  if (typeof value !== "object" || value === null || !schema.properties) return value;
  const clipped: Record<string, unknown> = { ...value };
  for (const [name, property] of Object.entries<TSchema>(schema.properties)) {
    if (Object.hasOwn(clipped, name)) clipped[name] = clip(property, clipped[name]);
  }
  return clipped;
}

function describe({ type, schema, value, message }: ValueError): string {
  switch (type) {
    case ValueErrorType.ObjectRequiredProperty:
      return "Required";
    case ValueErrorType.ObjectAdditionalProperties:
      return "Unknown property";
    case ValueErrorType.Object:
      return "Must be an object";
    case ValueErrorType.String:
      return "Must be text";
    case ValueErrorType.Integer:
      return "Must be a whole number";
    case ValueErrorType.Boolean:
      return "Must be true or false";
    case ValueErrorType.StringMinLength:
      if (value === "") return "Required";
      return `Use at least ${schema.minLength} characters`;
    case ValueErrorType.StringMaxLength:
      return `Use ${schema.maxLength} characters or fewer`;
    case ValueErrorType.IntegerMinimum:
      return `Must be at least ${schema.minimum}`;
    case ValueErrorType.IntegerMaximum:
      return `Must be at most ${schema.maximum}`;
    case ValueErrorType.Kind:
      if (Array.isArray(schema.enum)) return `Must be one of ${schema.enum.join(", ")}`;
      if (value === "") return "Required";
      if (typeof value !== "string") return "Must be text";
      return (
        schema.errorMessage ?? (schema[Kind] === "Text" ? describeText(value, schema as never) : undefined) ?? message
      );
    case ValueErrorType.ObjectMinProperties:
      return "Send at least one property";
    case ValueErrorType.ArrayMinItems:
      return `Must have at least ${schema.minItems}`;
    case ValueErrorType.ArrayMaxItems:
      return `Must have at most ${schema.maxItems}`;
    case ValueErrorType.StringPattern:
    case ValueErrorType.Union:
      return schema.errorMessage ?? message;
    case ValueErrorType.StringFormat:
      return schema.errorMessage ?? (schema.format === "text" ? "Must not contain control characters" : message);
    default:
      return message;
  }
}
