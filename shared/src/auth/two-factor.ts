import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed, Nullable, TimeSchema } from "../common.ts";

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

/** The codes are shown only this once. */
const RecoveryCodesSchema = Type.Array(Type.String(), { description: "Each signs in once" });

export const TwoFactorSetupSchema = Type.Object({
  uri: Type.String({ description: "otpauth:// URL for the QR code" }),
  secret: Type.String({ description: "The same by hand, base32" }),
  recoveryCodes: RecoveryCodesSchema,
});
export type TwoFactorSetup = Static<typeof TwoFactorSetupSchema>;

export const ConfirmTwoFactorSchema = Type.Object({ code: CodeSchema }, closed);

export const NewRecoveryCodesSchema = Type.Object({ recoveryCodes: RecoveryCodesSchema });
export type NewRecoveryCodes = Static<typeof NewRecoveryCodesSchema>;

export const SavedRecoveryCodesSchema = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 20, description: "One of them, as they were shown" }) },
  closed,
);

export const RecoveryCodesSavedSchema = Type.Object({ saved: Type.Literal(true) });
