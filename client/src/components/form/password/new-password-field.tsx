import type { PasswordInputProps } from "@mantine/core";
import type { FocusEvent } from "react";
import { translateSentence } from "../../../lib/language/translate.ts";
import { messages } from "../messages.ts";
import classes from "./new-password-field.module.css";
import { PasswordField } from "./password-field.tsx";
import { strengthMessages } from "./strength-messages.ts";
import { type Strength, usePasswordStrength } from "./use-password-strength.ts";

type NewPasswordFieldProps = PasswordInputProps & {
  minLength: number;
  /** What others may know of the person. */
  person?: { email: string; name?: string };
};

/** A password to be chosen, with its strength while it's typed; what is good enough is the server's to say. */
export function NewPasswordField({ minLength, person = { email: "" }, onFocus, ...props }: NewPasswordFieldProps) {
  const password = String(props.value ?? "");
  const { strength, load } = usePasswordStrength(password, person.email, person.name);
  const tooShort = [...password].length < minLength;
  const steps = !strength ? 0 : tooShort || strength.refusal ? 1 : Math.max(1, strength.score);

  const start = (event: FocusEvent<HTMLInputElement>) => {
    load();
    onFocus?.(event);
  };

  return (
    <PasswordField
      className={classes.field}
      autoComplete="new-password"
      onFocus={start}
      inputContainer={(input) => (
        <>
          {input}
          <div className={classes.meter} data-steps={steps} aria-hidden>
            {[1, 2, 3, 4].map((step) => (
              <div key={step} data-reached={step <= steps || undefined} />
            ))}
          </div>
        </>
      )}
      description={
        <span aria-live="polite">{strength && !tooShort ? describe(strength) : messages.passwordHelp(minLength)}</span>
      }
      {...props}
    />
  );
}

function describe({ score, weakness, refusal }: Strength): string {
  if (refusal) return translateSentence(refusal);
  const words = strengthMessages.strengths[score];
  if (score > 2) return words;
  const weaknesses: Record<string, string> = strengthMessages.weaknesses;
  return `${words} ${weaknesses[weakness ?? ""] ?? strengthMessages.addWords}`;
}
