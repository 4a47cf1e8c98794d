import { createRequire } from "node:module";

/** The library itself: the alias in vitest.config.ts, which puts this file in its place, is only for imports. */
const argon2: typeof import("@node-rs/argon2") = createRequire(import.meta.url)("@node-rs/argon2");
let cheap = true;

/**
 * Replaces the library in the server's tests, whose thousands of accounts need no strong hash: argon2id at almost no cost.
 * @public
 */
export const hash: typeof argon2.hash = (password, options) =>
  argon2.hash(password, cheap ? { ...options, memoryCost: 8, timeCost: 1 } : options);
/** @public */
export const { verify } = argon2;

/** For `beforeAll`, where tests are about the hashes: they cost what they do in production. @returns what ends that */
export function useRealHashes(): () => void {
  cheap = false;
  return () => {
    cheap = true;
  };
}
