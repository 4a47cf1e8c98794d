import type { TSchema } from "@sinclair/typebox";
import { findFieldErrors } from "./find-field-errors.ts";
import { type Fields, useCheckedForm } from "./use-checked-form.ts";

export type SchemaFormOptions<Values, Prepared> = {
  schema: TSchema;
  initialValues: Values;
  prepare: (values: Values) => Prepared;
  /** Another sentence where the schema's speaks of what is sent rather than of what was typed. */
  explain?: (field: string, typed: string | undefined, message: string) => string;
};

/** A form that a shared schema checks. */
export function useSchemaForm<Values extends Fields, Prepared>(options: SchemaFormOptions<Values, Prepared>) {
  const { schema, initialValues, prepare, explain = (_field, _typed, message) => message } = options;
  const check = (values: Values) => {
    const errors = Object.entries(findFieldErrors(schema, prepare(values)));
    return Object.fromEntries(errors.map(([field, message]) => [field, explain(field, values[field], message)]));
  };
  return useCheckedForm({ check, initialValues, prepare });
}
