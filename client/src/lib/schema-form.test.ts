import { signUpSchema } from "@cafe-app-ai/shared/auth";
import { expect, test } from "vitest";
import { ApiError } from "./api/api.ts";
import { findFieldErrors, findServerFieldErrors } from "./schema-form.ts";

test("a form's mistakes are found by field, one for each", () => {
  expect(findFieldErrors(signUpSchema(), { email: "", password: "short" })).toEqual({
    email: "Required",
    password: "Use at least 8 characters",
  });
});

test("what is right has no mistakes", () => {
  expect(findFieldErrors(signUpSchema(), { email: "ada@example.com", password: "long enough" })).toEqual({});
});

test("only what the server says of the form's own fields stands beside them", () => {
  const refusal = new ApiError(new Response(null, { status: 400 }), {
    code: "VALIDATION_ERROR",
    message: "The request is not valid",
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
