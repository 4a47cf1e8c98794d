import type { TSchema } from "@sinclair/typebox";
import { type ValueError, ValueErrorType } from "@sinclair/typebox/errors";
import { Value } from "@sinclair/typebox/value";

export type Mistake = { path: string; message: string };

/**
 * What is wrong with a value, one sentence for each path (a JSON pointer), in the order of the schema.
 * It runs without `eval`, so that the browser's content security policy allows it.
 */
export function findMistakes(schema: TSchema, value: unknown): Mistake[] {
  return describeErrors(Value.Errors(schema, value));
}

/** The same sentences from errors that a compiled schema found. */
export function describeErrors(errors: Iterable<ValueError>): Mistake[] {
  const mistakes = new Map<string, Mistake>();
  for (const error of errors) {
    if (!mistakes.has(error.path)) mistakes.set(error.path, { path: error.path, message: describe(error) });
  }
  return [...mistakes.values()];
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
      return schema.minLengthMessage ?? `Must have at least ${schema.minLength} characters`;
    case ValueErrorType.StringMaxLength:
      return `Must have at most ${schema.maxLength} characters`;
    case ValueErrorType.IntegerMinimum:
      return `Must be at least ${schema.minimum}`;
    case ValueErrorType.IntegerMaximum:
      return `Must be at most ${schema.maximum}`;
    case ValueErrorType.Kind:
      if (Array.isArray(schema.enum)) return `Must be one of ${schema.enum.join(", ")}`;
      return message;
    case ValueErrorType.StringPattern:
      return schema.minLengthMessage ?? schema.errorMessage ?? message;
    case ValueErrorType.Union:
      return schema.errorMessage ?? message;
    case ValueErrorType.StringFormat:
      return schema.errorMessage ?? (schema.format === "text" ? "Must not contain control characters" : message);
    default:
      return message;
  }
}
