import { randomBytes } from "node:crypto";
import { type SignUp, signUpSchema } from "@cafe-app-ai/shared/auth/sign-up";
import { findErrors } from "@cafe-app-ai/shared/validation";
import { eq } from "drizzle-orm";
import { refuseWeakPassword } from "../../auth/password/refuse-weak-password.ts";
import { signUp } from "../../auth/sign-up/sign-up.ts";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { sessions, users } from "../../database/schema.ts";
import { type App, operator } from "./change-user.ts";

/** What a sign-up would take. @throws naming everything that it would not */
export async function checkNewUser(
  db: Database,
  config: Config,
  { email, name, password }: { email: string; name: string | undefined; password: string | undefined },
): Promise<SignUp> {
  // nobody knows it: the link that is made instead sets another
  const account = { email, password: password ?? randomBytes(32).toString("base64url"), ...(name && { name }) };
  const errors = findErrors(signUpSchema(config.passwordMinLength), account);
  if (errors.length > 0) throw new Error(errors.map(({ path, message }) => `${path.slice(1)}: ${message}`).join("\n"));
  await refuseWeakPassword(account.password, email);
  if ((await db.$count(users, eq(users.email, email))) > 0) throw new Error(`There is already an account for ${email}`);
  return account;
}

/** Signs somebody up, and in nowhere. */
export async function createUser(app: App, account: SignUp): Promise<void> {
  const session = await signUp(app, account, operator());
  if (session) await app.db.delete(sessions).where(eq(sessions.id, session.id));
}
