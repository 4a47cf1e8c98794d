import type { Static, TProperties } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { ActivitySchema } from "./activity.ts";
import { CodeSchema, EmailSchema, NameSchema, newPasswordSchema, PasswordSchema, UserSchema } from "./auth.ts";
import { CafeSettingsSchema } from "./cafe.ts";
import { closed, IdSchema, Nullable, OrNull, TimeSchema } from "./common.ts";
import { ExportedOrderSchema } from "./orders.ts";

const ImageSchema = Type.String({
  pattern: "^https://",
  format: "uri",
  maxLength: 2048,
  errorMessage: "Must be an https:// URL",
  examples: ["https://example.com/ada.png"],
});

export const UpdateUserSchema = Type.Object(
  {
    name: Type.Optional(NameSchema),
    image: OrNull(ImageSchema),
  },
  closed,
);
export type UpdateUser = Static<typeof UpdateUserSchema>;

export const UpdatedUserSchema = Type.Object({ user: UserSchema });

/**
 * What proves that it is the owner who asks: the password, where the account has one; otherwise a sign-in of the last
 * minutes.
 */
const OwnPasswordSchema = Type.Optional({
  ...PasswordSchema,
  description: "Required if the account has one; otherwise the sign-in must be less than 15 minutes old",
});
export const ReauthenticationSchema = Type.Object({ password: OwnPasswordSchema }, closed);
/** The same for a route whose body may be left out. */
export const OptionalReauthenticationSchema = Type.Optional(ReauthenticationSchema);

export const changePasswordSchema = (passwordMinLength?: number) =>
  Type.Object({ currentPassword: PasswordSchema, newPassword: newPasswordSchema(passwordMinLength) }, closed);
export type ChangePassword = Static<ReturnType<typeof changePasswordSchema>>;

export const ChangeEmailSchema = Type.Object({ email: EmailSchema, password: OwnPasswordSchema }, closed);
export type ChangeEmail = Static<typeof ChangeEmailSchema>;

export const CancelledSchema = Type.Object({ cancelled: Type.Literal(true) });

export const DeletedSchema = Type.Object({ deleted: Type.Literal(true) });

export const SessionSummarySchema = Type.Object({
  id: IdSchema,
  current: Type.Boolean({ description: "Whether it is the caller's" }),
  createdAt: TimeSchema,
  lastSeenAt: Type.Unsafe<string>({ ...TimeSchema, description: "To within five minutes; ISO 8601, UTC" }),
  expiresAt: TimeSchema,
  ipAddress: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
});
export type SessionSummary = Static<typeof SessionSummarySchema>;

/** One session, passkey or linked account of the caller. */
export const IdParamsSchema = Type.Object({ id: IdSchema });

export const EndedSchema = Type.Object({ ended: Type.Integer({ description: "How many sessions were ended" }) });

export const PasskeySchema = Type.Object({
  id: IdSchema,
  name: Type.String(),
  synced: Type.Boolean({ description: "Whether it's synced to other devices" }),
  createdAt: TimeSchema,
});
export type Passkey = Static<typeof PasskeySchema>;

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
export const SavedRecoveryCodesSchema = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 20, description: "One of them, as they were shown" }) },
  closed,
);
export const RecoveryCodesSavedSchema = Type.Object({ saved: Type.Literal(true) });
export type NewRecoveryCodes = Static<typeof NewRecoveryCodesSchema>;

const PasskeyNameSchema = Type.String({ ...NameSchema, minLength: 1, description: "What the owner calls it" });
const BytesSchema = Type.String({ pattern: "^[A-Za-z0-9_-]+$", description: "base64url" });
/** The browser's own answer (WebAuthn's JSON form), which the server's library checks; browsers may add to it. */
const webAuthnResponseSchema = <T extends TProperties>(response: T) =>
  Type.Object({
    id: Type.String({ ...BytesSchema, maxLength: 2048 }),
    rawId: Type.String({ ...BytesSchema, maxLength: 2048 }),
    type: Type.Literal("public-key"),
    response: Type.Object({ clientDataJSON: BytesSchema, ...response }),
    clientExtensionResults: Type.Object({}),
  });
const RegistrationResponseSchema = webAuthnResponseSchema({
  attestationObject: BytesSchema,
  transports: Type.Optional(Type.Array(Type.String({ pattern: "^[a-z-]{1,32}$" }), { maxItems: 16 })),
});
const SignInResponseSchema = webAuthnResponseSchema({ authenticatorData: BytesSchema, signature: BytesSchema });
export const NewPasskeySchema = Type.Object({ name: PasskeyNameSchema, response: RegistrationResponseSchema }, closed);
export type NewPasskey = Static<typeof NewPasskeySchema>;
export const RenamePasskeySchema = Type.Object({ name: PasskeyNameSchema }, closed);
export const PasskeySignInSchema = Type.Object({ response: SignInResponseSchema }, closed);
export type PasskeySignIn = Static<typeof PasskeySignInSchema>;
export const RemovedSchema = Type.Object({ removed: Type.Literal(true) });
/** What `navigator.credentials` is asked with (WebAuthn's JSON form). */
export const WebAuthnOptionsSchema = Type.Object(
  { challenge: Type.String() },
  { additionalProperties: true, description: "PublicKeyCredentialCreationOptionsJSON or …RequestOptionsJSON" },
);
export type WebAuthnOptions = Static<typeof WebAuthnOptionsSchema>;

/** The rows of each table that an account may fill. A new table of an account's gets its line here. */
const ExportedTablesSchema = Type.Object({
  orders: Type.Array(ExportedOrderSchema),
});
export type ExportedTables = Static<typeof ExportedTablesSchema>;

export const ExportSchema = Type.Object({
  exportedAt: TimeSchema,
  user: UserSchema,
  accounts: Type.Array(
    Type.Object({
      providerId: Type.String({ description: "`credential` is the password" }),
      createdAt: TimeSchema,
      updatedAt: TimeSchema,
    }),
    { description: "Sign-in methods" },
  ),
  passkeys: Type.Array(PasskeySchema),
  twoFactor: Type.Boolean({ description: "Whether two-factor authentication is on" }),
  sessions: Type.Array(SessionSummarySchema),
  pendingMails: Type.Array(Type.Object({ kind: Type.String(), recipient: Type.String(), createdAt: TimeSchema }), {
    description: "Emails to the account that are still to be sent",
  }),
  settings: CafeSettingsSchema,
  activity: Type.Array(ActivitySchema, { description: "Newest first" }),
  ...ExportedTablesSchema.properties,
});
export type Export = Static<typeof ExportSchema>;
