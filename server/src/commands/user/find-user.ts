import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { passkeys, sessions, users } from "../../database/schema.ts";

/** The account of an email, and what an operator is told of it. @throws where there is none */
export async function findAccount(db: Database, email: string) {
  const [user] = await db.select().from(users).where(eq(users.email, email));
  if (!user) throw new Error(`No account has the email ${email}`);
  return {
    ...user,
    sessions: await db.$count(sessions, and(eq(sessions.userId, user.id), gt(sessions.expiresAt, sql`now()`))),
    passkeys: await db.$count(passkeys, eq(passkeys.userId, user.id)),
  };
}

export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
