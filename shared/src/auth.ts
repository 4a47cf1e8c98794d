import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed, IdSchema, Nullable, StringEnum, TimeSchema } from "./common.ts";

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
const PASSWORD_EXAMPLE = "two sugars and a spoon";

/** A password being presented. What a new one must have is in `NewPasswordSchema`. */
export const PasswordSchema = Type.String({
  minLength: 1,
  maxLength: PASSWORD_MAX_LENGTH,
  examples: [PASSWORD_EXAMPLE],
});

export const newPasswordSchema = (minLength = 8) =>
  Type.String({
    minLength,
    maxLength: PASSWORD_MAX_LENGTH,
    // `minLength` alone counts UTF-16 units, of which an emoji has two
    pattern: `^(?:[^\\uDC00-\\uDFFF][\\uDC00-\\uDFFF]?){${minLength},}$`,
    format: "text",
    minLengthMessage: `Use at least ${minLength} characters`,
    examples: [PASSWORD_EXAMPLE],
  });

export const NameSchema = Type.String({ maxLength: 100, format: "text", description: "Spaces around it are removed" });

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

export const signUpSchema = (passwordMinLength?: number) =>
  Type.Object(
    { email: EmailSchema, password: newPasswordSchema(passwordMinLength), name: Type.Optional(NameSchema) },
    closed,
  );
export type SignUp = Static<ReturnType<typeof signUpSchema>>;

export const SignInSchema = Type.Object({ email: EmailSchema, password: PasswordSchema }, closed);
export type SignIn = Static<typeof SignInSchema>;

const ChallengeSchema = Type.String({
  minLength: 1,
  maxLength: 256,
  description: "What the sign-in answered; a browser page leaves it out, its cookie holds it",
});

/** The right password, or the right provider account, of somebody with two-factor authentication. */
export const TwoFactorRequiredSchema = Type.Object({
  user: Type.Null(),
  sessionToken: Type.Null(),
  expiresAt: Type.Null(),
  twoFactor: Type.Object({
    challenge: Nullable(
      Type.String({ description: "For `POST /api/auth/signin/two-factor`. Null for a browser page." }),
    ),
    expiresAt: TimeSchema,
  }),
});
export type TwoFactorRequired = Static<typeof TwoFactorRequiredSchema>;

export const CodeSchema = Type.String({
  pattern: "^\\s*(?:\\d\\s*){6}$",
  maxLength: 20,
  errorMessage: "Enter the six-digit code from your app",
  examples: ["123456"],
});

/** Either kind is taken, spaces and case aside. */
export const TwoFactorCodeSchema = Type.String({
  // the last spaces have one place to match: with two, the time grows with the square of their number
  pattern: "^\\s*(?:(?:\\d\\s*){6}|[A-Za-z0-9]{5}-[A-Za-z0-9]{5}\\s*)$",
  maxLength: 20,
  description: "Six digits from the app, or a recovery code",
  errorMessage: "Enter the six-digit code from your app, or a recovery code such as ab3de-fg7hj",
});

export const TwoFactorSchema = Type.Object(
  { code: TwoFactorCodeSchema, challenge: Type.Optional(ChallengeSchema) },
  closed,
);
export type TwoFactor = Static<typeof TwoFactorSchema>;

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

/** A token from a mail's link. */
const MailTokenSchema = Type.String({ minLength: 1, maxLength: 512 });

export const verifyEmailSchema = (passwordMinLength?: number) =>
  Type.Object({ token: MailTokenSchema, password: Type.Optional(newPasswordSchema(passwordMinLength)) }, closed);
export type VerifyEmail = Static<ReturnType<typeof verifyEmailSchema>>;
export const VerifiedSchema = Type.Object({ user: UserSchema });

/** For `resend-verification` and `forgot-password`. */
export const EmailOnlySchema = Type.Object({ email: EmailSchema }, closed);
export type EmailOnly = Static<typeof EmailOnlySchema>;

export const resetPasswordSchema = (passwordMinLength?: number) =>
  Type.Object({ token: MailTokenSchema, password: newPasswordSchema(passwordMinLength) }, closed);
export type ResetPassword = Static<ReturnType<typeof resetPasswordSchema>>;
/** For `reset-password/check`. */
export const CheckResetSchema = Type.Object({ token: MailTokenSchema }, closed);
export const ResetCheckedSchema = Type.Object({ email: Type.String() });
export type ResetChecked = Static<typeof ResetCheckedSchema>;

export const PasswordResetSchema = Type.Object({ reset: Type.Literal(true) });

/** A path of the app to come back to; never another site's. */
const NextSchema = Type.String({
  pattern: "^/(?![/\\\\])[^\\s\\\\]*$",
  maxLength: 2048,
  description: "The app's path to come back to",
});
export const OidcSignInSchema = Type.Optional(Type.Object({ next: Type.Optional(NextSchema) }, closed));
/** Where the browser goes next: to the provider. */
export const OAuthFlowSchema = Type.Object({ url: Type.String() });
export type OAuthFlowStart = Static<typeof OAuthFlowSchema>;

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
