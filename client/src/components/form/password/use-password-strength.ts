import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { useCallback, useEffect, useRef, useState } from "react";

export type StrengthQuestion = { password: string; email: string; personal: string[] };
/**
 * From 0, guessed at once, to 4; the weakness is a key of `strengthMessages.weaknesses`, and the refusal what the server is
 * going to say.
 */
export type Strength = { score: 0 | 1 | 2 | 3 | 4; weakness: string | null; refusal: string | undefined };

/**
 * How hard a password is to guess for somebody who knows the product, the email and the name. The
 * dictionaries are large, so they are loaded with the first character, or earlier by `load`.
 */
export function usePasswordStrength(password: string, email: string, name = "") {
  const worker = useRef<Worker>(undefined);
  const [strength, setStrength] = useState<Strength>();
  const words = findWords([name, email]).join(" ");

  const load = useCallback(() => {
    if (worker.current) return;
    worker.current = new Worker(new URL("./password-strength-worker.ts", import.meta.url), { type: "module" });
    worker.current.onmessage = ({ data }: MessageEvent<Strength>) => setStrength(data);
  }, []);

  useEffect(() => {
    if (!password) return;
    load();
    worker.current?.postMessage({
      password,
      email: email.trim(),
      personal: words.split(" "),
    } satisfies StrengthQuestion);
  }, [password, email, words, load]);

  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = undefined;
    },
    [],
  );

  return { strength: password ? strength : undefined, load };
}

/** The texts, and the words that they are made of. */
function findWords(personal: string[]): string[] {
  const texts = [...personal, PRODUCT_NAME].map((text) => text.toLowerCase());
  const words = texts.flatMap((text) => [text.replaceAll(" ", ""), ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(words)].filter((word) => word.length > 2);
}
