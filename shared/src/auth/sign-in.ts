import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed, StringEnum } from "../common.ts";
import { EmailSchema, PasswordSchema } from "./common.ts";

export const SignInSchema = Type.Object({ email: EmailSchema, password: PasswordSchema }, closed);
export type SignIn = Static<typeof SignInSchema>;

export const SignOutSchema = Type.Optional(
  Type.Object(
    {
      sessionToken: Type.Optional(
        Type.String({ maxLength: 1024, description: "The session to end; without it, the one the request carries" }),
      ),
    },
    closed,
  ),
);

export const SignedOutSchema = Type.Object({ signedOut: Type.Literal(true) });

/** What the sign-in pages need to know about this deployment. */
export const AuthConfigSchema = Type.Object({
  passwordMinLength: Type.Integer(),
  emailVerification: StringEnum(["optional", "required"]),
  mail: StringEnum(["smtp", "inbox", "off"], {
    description: "`inbox`: development keeps it at `GET /api/inbox`; `off`: nothing can be sent",
  }),
  provider: Type.Union([Type.Object({ name: Type.String() }), Type.Null()], {
    description: "The OpenID Connect provider people can sign in with",
  }),
});
export type AuthConfig = Static<typeof AuthConfigSchema>;
