import { expect, it } from "vitest";
import { findErrors } from "../validation.ts";
import { SignInSchema } from "./sign-in.ts";

it("takes a short password at sign-in, where the rules of new ones do not apply", () => {
  expect(findErrors(SignInSchema, { email: "ada@example.com", password: "short" })).toEqual([]);
});
