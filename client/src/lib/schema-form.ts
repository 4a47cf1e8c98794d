import { findErrors } from "@cafe-app-ai/shared/validation";
import { useForm } from "@mantine/form";
import type { TSchema } from "@sinclair/typebox";
import { type ReactNode, useState } from "react";
import { ApiError } from "./api/api.ts";

type Fields = Record<string, string>;
type FieldErrors = Record<string, ReactNode>;

/** The mistakes of a form's values, by field. */
export function findFieldErrors(schema: TSchema, values: unknown): Record<string, string> {
  return Object.fromEntries(findErrors(schema, values).map(({ path, message }) => [fieldOf(path), message]));
}

/** What the server found wrong with the fields of a form; the rest of its answer belongs above the form. */
export function findServerFieldErrors(error: unknown, fields: readonly string[]): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const inBody = error.details.filter((detail) => detail.in === "body" && fields.includes(fieldOf(detail.path)));
  return Object.fromEntries(inBody.map(({ path, message }) => [fieldOf(path), message]));
}

/**
 * A form that the shared schema validates: a field when it is left, every field on submit, and a field that is wrong
 * with each key, so that its message goes as soon as it is right. `prepare` turns what was typed into what is sent.
 * What the server refuses belongs above the form, unless `toldBeside`.
 */
export function useSchemaForm<Values extends Fields, Prepared>(options: {
  schema: TSchema;
  initialValues: Values;
  prepare: (values: Values) => Prepared;
  /** Another sentence where the schema's speaks of what is sent rather than of what was typed. */
  explain?: (field: string, typed: string | undefined, message: string) => string;
}) {
  const { schema, initialValues, prepare, explain = (_field, _typed, message) => message } = options;
  const validate = (values: Values) =>
    Object.fromEntries(
      Object.entries(findFieldErrors(schema, prepare(values))).map(([field, message]) => [
        field,
        explain(field, values[field], message),
      ]),
    );

  const form = useForm<Values, Prepared>({
    mode: "controlled",
    initialValues,
    transformValues: prepare,
    validate,
    clearInputErrorOnChange: false,
    onValuesChange: (values, previous) => {
      const changed = Object.keys(values).filter((field) => values[field] !== previous[field] && form.errors[field]);
      if (changed.length > 0) {
        const mistakes = validate(values);
        for (const field of changed) form.setFieldError(field, mistakes[field] ?? null);
      }
    },
    enhanceGetInputProps: ({ field }) => ({
      onBlur: () => {
        const mistake = validate(form.values)[field];
        // An empty field that is left is not wrong yet: one may be on the way to a link.
        if (form.values[field] && mistake) form.setFieldError(field, mistake);
      },
    }),
  });

  const focusFirst = (errors: FieldErrors) => {
    const first = Object.keys(initialValues).find((field) => errors[field]);
    if (first) (form.getInputNode(first as never) as HTMLInputElement | null)?.focus();
  };

  // Stays when the field is mended: an alert that came then would take the focus from whoever types.
  const [toldBeside, setToldBeside] = useState(false);

  /** Puts what the server found wrong beside its fields and goes to the first. */
  const showErrors = (errors: FieldErrors) => {
    setToldBeside(Object.keys(errors).length > 0);
    form.setErrors(errors);
    focusFirst(errors);
  };

  return { form, focusFirst, showErrors, toldBeside };
}

/** Both are flat: `/email` is the field `email`. */
const fieldOf = (path: string) => path.slice(1).replaceAll("/", ".");
