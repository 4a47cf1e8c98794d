import { findErrors } from "@cafe-app-ai/shared/validation";
import type { TSchema } from "@sinclair/typebox";
import { translateSentence } from "../language/translate.ts";
import { toFieldName } from "./server-field-errors.ts";

/** What is wrong with a form's values, by field. */
export const findFieldErrors = (schema: TSchema, values: unknown): Record<string, string> =>
  Object.fromEntries(
    findErrors(schema, values).map(({ path, message }) => [toFieldName(path), translateSentence(message)]),
  );
