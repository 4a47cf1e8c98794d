import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed } from "../common.ts";
import { EmailSchema, NameSchema, newPasswordSchema } from "./common.ts";

export const signUpSchema = (passwordMinLength?: number) =>
  Type.Object(
    { email: EmailSchema, password: newPasswordSchema(passwordMinLength), name: Type.Optional(NameSchema) },
    closed,
  );
export type SignUp = Static<ReturnType<typeof signUpSchema>>;

export const VerificationPendingSchema = Type.Object({
  user: Type.Null(),
  sessionToken: Type.Null(),
  expiresAt: Type.Null(),
});
