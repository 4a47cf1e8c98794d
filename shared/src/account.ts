import { type Static, Type } from "@sinclair/typebox";
import { NameSchema, PasswordSchema, UserSchema } from "./auth.ts";
import { closed, IdSchema, Nullable, TimeSchema } from "./common.ts";
import { OrderSchema } from "./orders.ts";

const ImageSchema = Type.String({
  pattern: "^https://",
  format: "uri",
  maxLength: 2048,
  errorMessage: "Must be an https:// address",
});

export const UpdateUserSchema = Type.Object(
  {
    name: Type.Optional(NameSchema),
    image: Type.Optional(
      Type.Union([ImageSchema, Type.Null()], {
        description: "Null removes it",
        errorMessage: ImageSchema.errorMessage,
      }),
    ),
  },
  closed,
);
export type UpdateUser = Static<typeof UpdateUserSchema>;

export const UpdatedUserSchema = Type.Object({ user: UserSchema });

export const DeleteUserSchema = Type.Object({ password: PasswordSchema }, closed);

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

export const SessionParamsSchema = Type.Object({ id: IdSchema });

export const EndedSchema = Type.Object({ ended: Type.Integer({ description: "How many sessions were ended" }) });

export const ExportSchema = Type.Object({
  exportedAt: TimeSchema,
  user: UserSchema,
  accounts: Type.Array(
    Type.Object({
      providerId: Type.String({ description: "`credential` is the password" }),
      createdAt: TimeSchema,
      updatedAt: TimeSchema,
    }),
    { description: "The ways in" },
  ),
  sessions: Type.Array(SessionSummarySchema),
  orders: Type.Array(OrderSchema),
});
export type Export = Static<typeof ExportSchema>;
