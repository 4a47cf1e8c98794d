import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { IdSchema, Nullable, TimeSchema } from "../common.ts";
import { UserSchema } from "./common.ts";

export const SignedInSchema = Type.Object({
  user: UserSchema,
  sessionToken: Nullable(
    Type.String({ description: "For `Authorization: Bearer`. Null for a browser page, which has the cookie instead." }),
  ),
  expiresAt: TimeSchema,
});
export type SignedIn = Static<typeof SignedInSchema>;

export const SessionSchema = Type.Object({ user: UserSchema, expiresAt: TimeSchema });
export type Session = Static<typeof SessionSchema>;

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

export const EndedSchema = Type.Object({ ended: Type.Integer({ description: "How many sessions were ended" }) });
