import type { Static, TProperties } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed, IdSchema, TimeSchema } from "../common.ts";
import { TrimmedTextSchema } from "../text.ts";
import { NAME_MAX_LENGTH } from "./common.ts";

export const PasskeySchema = Type.Object({
  id: IdSchema,
  name: Type.String(),
  synced: Type.Boolean({ description: "Whether it's synced to other devices" }),
  createdAt: TimeSchema,
});
export type Passkey = Static<typeof PasskeySchema>;

const PasskeyNameSchema = Type.Unsafe<string>({
  ...TrimmedTextSchema(NAME_MAX_LENGTH, "Ada's phone"),
  description: "What the owner calls it; spaces around it are removed",
});

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
