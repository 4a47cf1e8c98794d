import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import type { users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { issueMailToken } from "./link-tokens.ts";

type Origins = Pick<Config, "clientOrigins">;

/** A link that sets the account's password, once, within an hour. */
export async function issueResetLink(
  db: Database | Transaction,
  config: Origins,
  { id, email }: Pick<typeof users.$inferSelect, "id" | "email">,
): Promise<string> {
  const token = await issueMailToken(db, { userId: id, email, purpose: "reset-password" });
  return appLink(config, "/reset-password", token);
}

/** Built from settings, never from a request. The token is in the fragment, which no server or log sees. */
export const appLink = (config: Origins, path: string, token: string) => `${appUrl(config, path)}#token=${token}`;

export const signInUrl = (config: Origins) => appUrl(config, "/sign-in");

const appUrl = ({ clientOrigins: [origin = ""] }: Origins, path: string) => `${origin}${path}`;
