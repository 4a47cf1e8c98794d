import { signUpSchema } from "@cafe-app-ai/shared/auth/sign-up";
import { expect, test } from "vitest";
import { ApiError } from "../api/api.ts";
import { findFieldErrors } from "./find-field-errors.ts";
import { findServerFieldErrors } from "./server-field-errors.ts";

test("a form's errors are found by field, one for each", () => {
  expect(findFieldErrors(signUpSchema(), { email: "", password: "short" })).toEqual({
    email: "Required",
    password: "Use at least 8 characters",
  });
});

test("valid values have no errors", () => {
  expect(findFieldErrors(signUpSchema(), { email: "ada@example.com", password: "long enough" })).toEqual({});
});

test("the server's errors are shown beside the form's own fields only", () => {
  const refusal = new ApiError(new Response(null, { status: 400 }), {
    code: "VALIDATION_ERROR",
    message: "password: Use at least 12 characters",
    requestId: "request-1",
    details: [
      { in: "body", path: "/password", message: "Use at least 12 characters" },
      { in: "body", path: "/role", message: "Unknown property" },
      { in: "query", path: "/email", message: "Unknown property" },
    ],
  });
  expect(findServerFieldErrors(refusal, ["email", "password"])).toEqual({ password: "Use at least 12 characters" });
  expect(findServerFieldErrors(new Error("anything"), ["email"])).toEqual({});
});
