import { expect, it } from "vitest";
import { scrub } from "./sentry.ts";

it("leaves no email and no token in an error's message", () => {
  const message = 'no row for "ada@example.com" with token=q83v_Zk2-4fTqPc9LwXyRb7NdEs1 (duplicate key "users_email")';
  expect(scrub(message)).toBe('no row for "[email]" with token=[secret] (duplicate key "users_email")');
});

it("leaves of a URL what leads to the page, and nothing of its query and fragment", () => {
  expect(scrub("Can't open https://app.example/notes?q=milk#token=short now. Why?")).toBe(
    "Can't open https://app.example/notes now. Why?",
  );
  expect(scrub('Nothing at "/reset-password#token=short" and /a?b=c')).toBe('Nothing at "/reset-password" and /a');
});

it.each([["a".repeat(200_000)], ["a@".repeat(100_000)], ["1 ".repeat(100_000)], ["http://?#".repeat(20_000)]])(
  "scrubs a long message at once",
  (message) => {
    const started = performance.now();
    scrub(message);
    expect(performance.now() - started).toBeLessThan(500);
  },
);
