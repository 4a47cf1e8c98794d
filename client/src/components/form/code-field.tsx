import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useRef } from "react";
import classes from "./field.module.css";

const CODE = /^\d{6}$/;

/** A code of six digits: the sixth sends the form. */
export function CodeField({ value, ...props }: TextInputProps) {
  const field = useRef<HTMLInputElement>(null);
  const typed = String(value ?? "").replaceAll(/\s/g, "");
  const code = CODE.test(typed) ? typed : undefined;

  useEffect(() => {
    if (code) field.current?.form?.requestSubmit();
  }, [code]);

  return (
    <TextInput
      ref={field}
      className={classes.field}
      name="code"
      autoComplete="one-time-code"
      inputMode="numeric"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      size="md"
      value={value}
      {...props}
    />
  );
}
