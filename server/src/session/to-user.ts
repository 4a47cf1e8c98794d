import type { User } from "@cafe-app-ai/shared/auth/common";
import type { users } from "../database/schema.ts";

/** What the API returns about a user, and nothing else. */
export function toUser({
  id,
  email,
  name,
  emailVerified,
  image,
  createdAt,
  updatedAt,
}: typeof users.$inferSelect): User {
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id, email, name, emailVerified, image, ...times };
}
