import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { CafeSettingsSchema } from "../cafe.ts";
import { TimeSchema } from "../common.ts";
import { ExportedOrderSchema } from "../orders.ts";
import { ActivitySchema } from "./activity.ts";
import { UserSchema } from "./common.ts";
import { PasskeySchema } from "./passkeys.ts";
import { SessionSummarySchema } from "./sessions.ts";

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
