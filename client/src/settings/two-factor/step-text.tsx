import { Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import classes from "./two-factor.module.css";

/** What a dialog's next step is about. It takes the focus, which went with the step before. */
export function StepText({ children }: { children: string }) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <Text ref={text} tabIndex={-1} size="sm" c="dimmed" className={classes.step}>
      {children}
    </Text>
  );
}
