import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed } from "../common.ts";

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
