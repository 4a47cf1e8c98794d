import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { IdSchema, Nullable, TimeSchema } from "./common.ts";

/** A mail that development kept instead of sending it. */
export const InboxMailSchema = Type.Object({
  id: IdSchema,
  to: Type.String(),
  subject: Type.String(),
  text: Type.String(),
  link: Nullable(Type.String({ description: "The one link in it" })),
  sentAt: TimeSchema,
});
export type InboxMail = Static<typeof InboxMailSchema>;
