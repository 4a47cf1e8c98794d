import { useForm } from "@mantine/form";
import { type ReactNode, useRef, useState } from "react";

export type Fields = Record<string, string>;
type FieldErrors = Record<string, ReactNode>;

type CheckedFormOptions<Values, Prepared> = {
  /** What is wrong with what was typed, by field. */
  check: (values: Values) => Record<string, string>;
  initialValues: Values;
  /** Turns what was typed into what is sent. */
  prepare: (values: Values) => Prepared;
};

/**
 * A form that checks a field when it's left, every field on submit, and a field that is wrong with each key, so that its
 * message goes as soon as it's right. What the server refuses belongs above the form, unless `toldBeside`.
 */
export function useCheckedForm<Values extends Fields, Prepared>(options: CheckedFormOptions<Values, Prepared>) {
  const { check, initialValues, prepare } = options;
  const form = useForm<Values, Prepared>({
    mode: "controlled",
    initialValues,
    transformValues: prepare,
    validate: check,
    clearInputErrorOnChange: false,
    onValuesChange: (values, previous) => {
      const changed = Object.keys(values).filter((field) => values[field] !== previous[field] && form.errors[field]);
      if (changed.length > 0) {
        const errors = check(values);
        for (const field of changed) form.setFieldError(field, errors[field] ?? null);
      }
    },
    enhanceGetInputProps: ({ field }) => ({
      onBlur: () => {
        const error = check(form.values)[field];
        // An empty field that is left isn't wrong yet: one may be on the way to a link.
        if (form.values[field] && error) form.setFieldError(field, error);
      },
    }),
  });

  const focusFirst = (errors: FieldErrors) => {
    const first = Object.keys(initialValues).find((field) => errors[field]);
    if (first) (form.getInputNode(first as never) as HTMLInputElement | null)?.focus();
  };

  // Stays when the field is mended: an alert that came then would take the focus from whoever types.
  const [toldBeside, setToldBeside] = useState(false);

  const sent = useRef(initialValues);
  const onSubmit: typeof form.onSubmit = (handle, refuse) =>
    form.onSubmit((values, event) => {
      sent.current = form.getValues();
      handle(values, event);
    }, refuse);

  /** Puts what the server found wrong beside its fields, unless they have changed meanwhile, and goes to the first. */
  const showErrors = (errors: FieldErrors) => {
    setToldBeside(Object.keys(errors).length > 0);
    const values = form.getValues();
    const current = Object.fromEntries(
      Object.entries(errors).filter(([field]) => values[field] === sent.current[field]),
    );
    form.setErrors(current);
    focusFirst(current);
  };

  return { form: { ...form, onSubmit }, focusFirst, showErrors, toldBeside };
}
