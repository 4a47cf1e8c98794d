import { type Static, Type } from "@sinclair/typebox";
import { closed, IdSchema, Nullable, TimeSchema } from "./common.ts";

/** ASCII only, no stricter and no laxer than Better Auth's own rule (zod's). The server stores it in lower case. */
export const EmailSchema = Type.String({
  minLength: 1,
  maxLength: 254,
  pattern:
    "^(?!\\.)(?!.*\\.\\.)[A-Za-z0-9_'+.-]{0,63}[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\\.)+[A-Za-z]{2,63}$",
  errorMessage: "Enter an email address, such as ada@example.com",
  examples: ["ada@example.com"],
});

export const PASSWORD_MAX_LENGTH = 256;

/** A password being presented. What a new one must have is in `NewPasswordSchema`. */
export const PasswordSchema = Type.String({ minLength: 1, maxLength: PASSWORD_MAX_LENGTH });

export const newPasswordSchema = (minLength = 8) =>
  Type.String({
    minLength,
    maxLength: PASSWORD_MAX_LENGTH,
    // `minLength` alone counts UTF-16 units, of which an emoji has two
    pattern: `^(?:[^\\uDC00-\\uDFFF][\\uDC00-\\uDFFF]?){${minLength},}$`,
    format: "text",
    minLengthMessage: `Use at least ${minLength} characters`,
  });

export const NameSchema = Type.String({ maxLength: 100, format: "text" });

export const signUpSchema = (passwordMinLength?: number) =>
  Type.Object(
    { email: EmailSchema, password: newPasswordSchema(passwordMinLength), name: Type.Optional(NameSchema) },
    closed,
  );
export type SignUp = Static<ReturnType<typeof signUpSchema>>;

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

export const UserSchema = Type.Object({
  id: IdSchema,
  email: Type.String(),
  name: Type.String({ description: "Empty when none was given" }),
  emailVerified: Type.Boolean(),
  image: Nullable(Type.String()),
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
});
export type User = Static<typeof UserSchema>;

export const SignedInSchema = Type.Object({
  user: UserSchema,
  sessionToken: Nullable(
    Type.String({ description: "For `Authorization: Bearer`. Null for a browser page, which has the cookie instead." }),
  ),
  expiresAt: TimeSchema,
});
export type SignedIn = Static<typeof SignedInSchema>;

export const VerificationPendingSchema = Type.Object({
  user: Type.Null(),
  sessionToken: Type.Null(),
  expiresAt: Type.Null(),
});

export const SignedOutSchema = Type.Object({ signedOut: Type.Literal(true) });

export const SessionSchema = Type.Object({ user: UserSchema, expiresAt: TimeSchema });
export type Session = Static<typeof SessionSchema>;
