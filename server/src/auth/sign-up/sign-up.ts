import { setTimeout as sleep } from "node:timers/promises";
import type { SignUp } from "@cafe-app-ai/shared/auth/sign-up";
import type { FastifyInstance } from "fastify";
import { isUniqueViolation } from "../../database/errors.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import type { ActiveSession } from "../../session/sessions.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { callBetterAuth } from "../better-auth/call-better-auth.ts";
import { inOneTransaction } from "../better-auth/call-context.ts";
import { betterAuthHeaders } from "../better-auth/headers.ts";
import { ipSender } from "../mail/senders.ts";
import { hashPassword } from "../password/hash.ts";
import { refuseWeakPassword } from "../password/refuse-weak-password.ts";
import { contestUnverified, findUnverified, type UnverifiedAccount } from "./contested-sign-up.ts";

/**
 * How long a sign-up takes where its response must not distinguish a new email from a known one: longer than creating an
 * account.
 */
const SIGN_UP_TIME_MS = 250;

/**
 * Creates the account.
 * @returns its first session; null where the email must be verified first, and then the same
 *   whether the email was known or not. Of two sign-ups with one email neither password counts: decision 0017.
 * @throws ApiError WEAK_PASSWORD, and EMAIL_TAKEN where verification is not required
 */
export async function signUp(
  app: Pick<FastifyInstance, "auth" | "db" | "mail" | "sessions">,
  account: SignUp,
  client: Client,
): Promise<ActiveSession | null> {
  const { auth, db, mail } = app;
  const verifyFirst = auth.options.emailAndPassword.requireEmailVerification;
  await refuseWeakPassword(account.password, account.email);
  const alike = verifyFirst ? sleep(SIGN_UP_TIME_MS) : undefined;
  const known = verifyFirst ? await findUnverified(db, account) : undefined;
  // before the transaction, or requests that wait for a hash would hold every connection
  const hash = await hashPassword(account.password);
  const create = () =>
    inOneTransaction(db, (tx) => createAccount(tx, app, { ...account, known }, client), { passwordHash: hash });
  const session = await create().catch((error) => {
    if (!isUniqueViolation(error)) throw error;
    // the other sign-up has won, so this is a repeated one for its email
    if (verifyFirst) return create();
    throw emailTaken();
  });
  mail.wake();
  await alike;
  return session;
}

type NewAccount = SignUp & { known: UnverifiedAccount | undefined };

/** The account, or what of it has to wait for the mail, and that mail: all of it or nothing. */
async function createAccount(
  tx: Transaction,
  { auth, mail, sessions }: Pick<FastifyInstance, "auth" | "mail" | "sessions">,
  { email, password, name: givenName = "", known }: NewAccount,
  client: Client,
): Promise<ActiveSession | null> {
  const name = givenName.trim();
  const body = { email, password, name };
  const { token, user } = await callBetterAuth(
    () => auth.api.signUpEmail({ body, headers: betterAuthHeaders(client) }),
    { refusals: { USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: emailTaken } },
  );
  // Better Auth responds alike for new and known emails, with an unused id for the known ones
  if (token === null) await contestUnverified(tx, { email, newId: user.id, known });
  // for an unused id this records nothing
  await recordActivity(tx, client, user.id, "signed-up");
  const pending = token === null ? { signUp: { name } } : {};
  const data = { sender: ipSender(client.ip), ...pending };
  await mail.queue(tx, { kind: "sign-up", recipient: email.toLowerCase(), data, requestId: client.requestId });
  return token === null ? null : sessions.open(token, tx);
}

const emailTaken = () => new ApiError("EMAIL_TAKEN", "An account with this email already exists.");
