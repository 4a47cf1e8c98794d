import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed, IdSchema, Nullable, StringEnum, TimeSchema } from "../common.ts";

/** The events recorded for an account. */
export const ACTIVITY_EVENTS = [
  "signed-up",
  "signed-in-with-password",
  "signed-in-with-passkey",
  "signed-in-with-provider",
  "signed-in-with-code",
  "signed-in-with-recovery-code",
  "sign-in-failed",
  "code-failed",
  "password-check-failed",
  "signed-out",
  "session-ended",
  "other-sessions-ended",
  "all-sessions-ended",
  "password-changed",
  "password-reset",
  "password-reset-link-created",
  "email-verified",
  "email-change-requested",
  "email-change-cancelled",
  "email-changed",
  "profile-changed",
  "two-factor-on",
  "two-factor-off",
  "recovery-codes-renewed",
  "passkey-added",
  "passkey-renamed",
  "passkey-removed",
  "provider-linked",
  "provider-unlinked",
  "data-exported",
] as const;
export type ActivityEvent = (typeof ACTIVITY_EVENTS)[number];

/** How long an event is kept. */
export const ACTIVITY_DAYS = 90;

export const ActivitySchema = Type.Object({
  id: IdSchema,
  event: StringEnum(ACTIVITY_EVENTS),
  at: TimeSchema,
  ipAddress: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
  requestId: Type.String({ description: "Of the request that caused it, as in the server's log" }),
});
export type Activity = Static<typeof ActivitySchema>;

export const ActivityQuerySchema = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 400, description: "`nextCursor` of the previous page" }),
    ),
  },
  closed,
);
export type ActivityQuery = Static<typeof ActivityQuerySchema>;

export const ActivityPageSchema = Type.Object({
  rows: Type.Array(ActivitySchema),
  nextCursor: Nullable(Type.String({ description: "Null on the last page" })),
});
export type ActivityPage = Static<typeof ActivityPageSchema>;
