import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { PRODUCT_NAME } from "../product.ts";

/** Easily guessed by anybody who knows the product. */
const PRODUCT_WORDS = ["cafe-app-ai", PRODUCT_NAME.toLowerCase()].flatMap((name) => [
  name,
  name.replaceAll(/[^\p{L}\p{N}]/gu, ""),
]);

/** What remains of a password without a known word must still be a password. */
const MIN_REST = 6;

const TOO_COMMON = "This password is too common. Choose a less common one.";
const TOO_CLOSE = "This password is too close to your email or this product's name. Choose another one.";
const TOO_EASY = "This password is too easy to guess. Avoid repeats, sequences, dates and rows of keys.";

/** An estimate takes longer with every character. */
const RATED_LENGTH = 64;
const common = dictionary["passwords-common"];
const commonSet = lazy(() => new Set<string | number>(common));
const estimator = lazy(
  () =>
    new ZxcvbnFactory({
      dictionary: { common },
      graphs: adjacencyGraphs,
      maxLength: RATED_LENGTH,
      // the default of 100 costs up to 30 ms for a string of nothing but digits and signs, this one 7
      l33tMaxSubstitutions: 10,
    }),
);

/** Warms up what the first password would otherwise wait for, up to 40 ms each. */
export const preparations: readonly (() => unknown)[] = [commonSet, estimator];

/**
 * Why a password is refused, as a sentence for the person: it's among the common ones, close to the email or the
 * product's name, or a single pattern. The server and the strength meter ask the same. Takes milliseconds, but the first
 * time, with the import of this module, a tenth of a second.
 * @returns undefined for one that is good enough
 */
export function findWeakness(password: string, email: string): string | undefined {
  const lower = password.toLowerCase();
  if (commonSet().has(lower)) return TOO_COMMON;
  const words = wordsOf(email);
  if (words.some((word) => isCloseTo(lower, word))) return TOO_CLOSE;
  const isLong = password.length > RATED_LENGTH;
  // a phrase is no worse for beginning, or ending, with a repeat
  if (isOnePattern(password, words) && (!isLong || isOnePattern(password.slice(-RATED_LENGTH), words))) return TOO_EASY;
  return undefined;
}

function wordsOf(email: string): string[] {
  const lower = email.toLowerCase();
  const [localPart = "", domain = ""] = lower.split("@");
  const parts = [...localPart.split(/[^a-z0-9]+/), ...domain.split(".")];
  return [lower, localPart, domain, ...parts, ...PRODUCT_WORDS].filter((word) => word.length > 2);
}

function isCloseTo(password: string, word: string): boolean {
  if (!password.includes(word)) return false;
  return [...password.replaceAll(word, "").replaceAll(/[^\p{L}\p{N}]/gu, "")].length < MIN_REST;
}

/**
 * Whether the password as a whole is one repeat, sequence, date, row of keys or disguised common password, guessed
 * within a million attempts. zxcvbn's score 0, guessed at once, is always of this kind: a second part multiplies the
 * guesses by ten thousand. A phrase has many parts.
 */
function isOnePattern(password: string, words: string[]): boolean {
  const { score, sequence } = estimator().check(password, words);
  return score < 2 && sequence.length === 1;
}

function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
