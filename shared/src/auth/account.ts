import type { Static } from "@sinclair/typebox";
import * as Type from "@sinclair/typebox";
import { closed, OrNull } from "../common.ts";
import { NameSchema, UserSchema } from "./common.ts";

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

export const DeletedSchema = Type.Object({ deleted: Type.Literal(true) });
