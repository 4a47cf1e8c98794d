import { expect, it } from "vitest";
import { findErrors } from "../validation.ts";
import { signUpSchema } from "./sign-up.ts";

it("lets nothing into a sign-up but its three properties", () => {
  const extras = { role: "admin", emailVerified: true, id: "1", image: "x" };
  const errors = findErrors(signUpSchema(), { email: "ada@example.com", password: "tulip art at 7", ...extras });
  expect(errors).toEqual(Object.keys(extras).map((name) => ({ path: `/${name}`, message: "Unknown property" })));
});
