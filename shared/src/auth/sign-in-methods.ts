import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { IdSchema, Nullable, TimeSchema } from "../common.ts";
import { PasskeySchema } from "./passkeys.ts";

/** The account's sign-in methods. */
export const SignInMethodsSchema = Type.Object({
  password: Type.Boolean({ description: "Whether there is one" }),
  provider: Type.Union([Type.Object({ id: IdSchema, name: Type.String(), linkedAt: TimeSchema }), Type.Null()], {
    description: "The linked account of the OpenID Connect provider",
  }),
  pendingEmail: Nullable(
    Type.String({ description: "The email that takes the place of the account's when the link sent there is opened" }),
  ),
  twoFactor: Type.Union(
    [
      Type.Object({
        recoveryCodesLeft: Type.Integer(),
        recoveryCodesSaved: Type.Boolean({ description: "Whether the owner has said that they are saved" }),
        enabledAt: TimeSchema,
      }),
      Type.Null(),
    ],
    { description: "Two-factor authentication" },
  ),
  passkeys: Type.Array(PasskeySchema),
});
export type SignInMethods = Static<typeof SignInMethodsSchema>;
