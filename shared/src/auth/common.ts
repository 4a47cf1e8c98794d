import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed, IdSchema, Nullable, TimeSchema } from "../common.ts";
import { OptionalTextSchema, TextSchema } from "../text.ts";

/** ASCII only, no stricter and no laxer than Better Auth's own rule (zod's). The server stores it in lower case. */
export const EmailSchema = Type.String({
  minLength: 1,
  maxLength: 254,
  pattern:
    "^(?!\\.)(?!.*\\.\\.)[A-Za-z0-9_'+.-]{0,63}[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\\.)+[A-Za-z]{2,63}$",
  errorMessage: "Enter an email address, such as ada@example.com",
  examples: ["ada@example.com"],
});

/** In characters, so at most 1,024 bytes. */
export const PASSWORD_MAX_LENGTH = 256;
const PASSWORD_EXAMPLE = "two sugars and a spoon";

/** A password being presented. What a new one must have is in `newPasswordSchema`. */
export const PasswordSchema = TextSchema({
  minLength: 1,
  maxLength: PASSWORD_MAX_LENGTH,
  examples: [PASSWORD_EXAMPLE],
});

export const newPasswordSchema = (minLength = 8) =>
  TextSchema({ minLength, maxLength: PASSWORD_MAX_LENGTH, format: "text", examples: [PASSWORD_EXAMPLE] });

export const NAME_MAX_LENGTH = 100;
export const NameSchema = OptionalTextSchema(NAME_MAX_LENGTH, "Ada");

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

/** One session, passkey or linked account of the caller. */
export const IdParamsSchema = Type.Object({ id: IdSchema });

/** A token from a mail's link. */
export const MailTokenSchema = Type.String({ minLength: 1, maxLength: 512 });

/** For `resend-verification` and `forgot-password`. */
export const EmailOnlySchema = Type.Object({ email: EmailSchema }, closed);
export type EmailOnly = Static<typeof EmailOnlySchema>;

/**
 * What proves that it is the owner who asks: the password, where the account has one; otherwise a sign-in of the last
 * minutes.
 */
export const OwnPasswordSchema = Type.Optional({
  ...PasswordSchema,
  description: "Required if the account has one; otherwise the sign-in must be less than 15 minutes old",
});

export const ReauthenticationSchema = Type.Object({ password: OwnPasswordSchema }, closed);

/** The same for a route whose body may be left out. */
export const OptionalReauthenticationSchema = Type.Optional(ReauthenticationSchema);
