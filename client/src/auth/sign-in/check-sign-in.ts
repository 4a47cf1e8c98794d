import { SignInSchema } from "@cafe-app-ai/shared/auth/sign-in";
import { findFieldErrors } from "../../lib/form/find-field-errors.ts";

export const checkSignIn = (values: unknown) => findFieldErrors(SignInSchema, values);
