import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed } from "../common.ts";
import { EmailSchema, MailTokenSchema, newPasswordSchema, OwnPasswordSchema, UserSchema } from "./common.ts";

export const verifyEmailSchema = (passwordMinLength?: number) =>
  Type.Object({ token: MailTokenSchema, password: Type.Optional(newPasswordSchema(passwordMinLength)) }, closed);
export type VerifyEmail = Static<ReturnType<typeof verifyEmailSchema>>;

export const VerifiedSchema = Type.Object({ user: UserSchema });

export const ChangeEmailSchema = Type.Object({ email: EmailSchema, password: OwnPasswordSchema }, closed);
export type ChangeEmail = Static<typeof ChangeEmailSchema>;

export const CancelledSchema = Type.Object({ cancelled: Type.Literal(true) });
