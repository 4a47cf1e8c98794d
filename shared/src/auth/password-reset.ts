import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed } from "../common.ts";
import { MailTokenSchema, newPasswordSchema } from "./common.ts";

/** For `reset-password/check`. */
export const CheckResetSchema = Type.Object({ token: MailTokenSchema }, closed);

export const ResetCheckedSchema = Type.Object({ email: Type.String() });
export type ResetChecked = Static<typeof ResetCheckedSchema>;

export const resetPasswordSchema = (passwordMinLength?: number) =>
  Type.Object({ token: MailTokenSchema, password: newPasswordSchema(passwordMinLength) }, closed);
export type ResetPassword = Static<ReturnType<typeof resetPasswordSchema>>;

export const PasswordResetSchema = Type.Object({ reset: Type.Literal(true) });
