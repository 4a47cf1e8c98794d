import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import classes from "../field.module.css";
import { messages } from "../messages.ts";

/** A password that can be shown, with the keyboard too. */
export function PasswordField({ error, description, ...props }: PasswordInputProps) {
  return (
    <PasswordInput
      className={classes.field}
      label={messages.password}
      name="password"
      size="md"
      inputWrapperOrder={["label", "input", "description", "error"]}
      // The message takes the place of the help.
      description={error ? undefined : description}
      error={error}
      aria-invalid={error ? true : undefined}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ "aria-label": messages.showPassword }}
      {...props}
    />
  );
}
