import { expect, test } from "vitest";
import { describeDevice, findDeviceKind } from "./device.ts";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36";
const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";

test.each([
  [CHROME, "Chrome on Windows", "desktop"],
  [SAFARI, "Safari on iOS", "handheld"],
  ["curl/8.5.0", "curl/8.5.0", "program"],
  ["x".repeat(200), `${"x".repeat(39)}…`, "program"],
  ["", "Unknown device", "program"],
  [null, "Unknown device", "program"],
])("%s is told in words", (userAgent, words, kind) => {
  expect(describeDevice(userAgent)).toBe(words);
  expect(findDeviceKind(userAgent)).toBe(kind);
});
