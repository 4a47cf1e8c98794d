import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { messages } from "./messages.ts";

/** Copies a text, and says so in its own label. */
export function CopyButton({ text }: { text: string }) {
  const { copy, copied, error } = useClipboard();
  return (
    <Button variant="default" onClick={() => copy(text)} aria-live="polite">
      {error ? messages.notCopied : copied ? messages.copied : messages.copy}
    </Button>
  );
}
