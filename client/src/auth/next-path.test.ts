import { expect, test } from "vitest";
import { keepNext, safeNextPath, signInPath } from "./next-path.ts";

test("a path of this app is kept with its query and hash", () => {
  expect(safeNextPath("/?range=7d#newest")).toBe("/?range=7d#newest");
});

test.each([
  null,
  "",
  "dashboard",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "/%2e//evil.example",
  "javascript:alert(1)",
  "/sign-in?next=/",
  "/sign-in/two-factor?next=/",
  "/forgot-password",
])("%j leads to the start page", (next) => {
  expect(safeNextPath(next)).toBe("/");
});

test("the path to the sign-in page remembers the page that was asked for", () => {
  const path = signInPath({ pathname: "/", search: "?range=7d", hash: "" });
  expect(path).toBe("/sign-in?next=%2F%3Frange%3D7d");
  expect(safeNextPath(new URL(path, "https://app.example").searchParams.get("next"))).toBe("/?range=7d");
});

test("from one page of signing in to another only the way back comes along", () => {
  expect(keepNext("/sign-up", new URLSearchParams("next=/?range=7d&error=state"))).toBe(
    "/sign-up?next=%2F%3Frange%3D7d",
  );
  expect(keepNext("/sign-up", new URLSearchParams("error=state"))).toBe("/sign-up");
});
