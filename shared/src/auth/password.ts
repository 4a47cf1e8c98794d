import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed } from "../common.ts";
import { newPasswordSchema, PasswordSchema } from "./common.ts";

export const changePasswordSchema = (passwordMinLength?: number) =>
  Type.Object({ currentPassword: PasswordSchema, newPassword: newPasswordSchema(passwordMinLength) }, closed);
export type ChangePassword = Static<ReturnType<typeof changePasswordSchema>>;
