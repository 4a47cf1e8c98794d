/** Of the 16 digits of a random hexadecimal secret, fewer than these are never seen. */
const MIN_DIFFERENT_CHARACTERS = 8;

/** What stands in examples and tests, and is left standing. */
const PLACEHOLDER = /change.?me|secret|password|placeholder|example|for.tests|development|your.key/i;

/** Whether a secret is one that nobody has drawn at random: a placeholder, a repetition, a sequence. */
export function isGuessable(secret: string): boolean {
  return (
    PLACEHOLDER.test(secret) ||
    new Set(secret).size < MIN_DIFFERENT_CHARACTERS ||
    isRepetition(secret) ||
    isSequence(secret)
  );
}

/** `abcabcab`, for every length of the repeated part up to a half. */
function isRepetition(text: string): boolean {
  for (let part = 1; part <= text.length / 2; part++) if (text.slice(part) === text.slice(0, -part)) return true;
  return false;
}

/** `aabcdeffedcb`: half of the characters or more are their neighbour's own or next. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const close = codes.filter((code, index) => Math.abs(code - (codes[index - 1] ?? Number.NaN)) <= 1);
  return close.length >= codes.length / 2;
}
