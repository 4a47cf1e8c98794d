import { TextInput, type TextInputProps } from "@mantine/core";
import classes from "./field.module.css";
import { messages } from "./messages.ts";

export function EmailField(props: TextInputProps) {
  return (
    <TextInput
      className={classes.field}
      label={messages.email}
      type="email"
      name="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      size="md"
      {...props}
    />
  );
}
