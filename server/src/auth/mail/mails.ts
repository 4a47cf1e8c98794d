import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { eq, sql } from "drizzle-orm";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { mails, type PendingSignUp, users } from "../../database/schema.ts";
import type { MailContent } from "../../mail/layout.ts";
import type { Composer, Composers, MailContext } from "../../mail/outbox.ts";
import { lockUser } from "../owner/change-as-owner.ts";
import { issueMailToken } from "./link-tokens.ts";
import { appLink, issueResetLink, signInUrl } from "./links.ts";
import { formatTime, noticeWords } from "./notice-words.ts";

/**
 * Writes every mail about an account. The account is looked up when a mail is sent, so a request does the same work for a
 * known email and an unknown one.
 */
export const authMails: Composers = {
  /** Someone signed up with this email. */
  "sign-up": limited(async ({ recipient, data, createdAt }, context) => {
    const user = await findUser(context.db, recipient);
    if (!user) return null;
    if (user.emailVerified) return alreadyRegistered(context.config);
    return confirmEmail(user, context, { at: createdAt, signUp: data.signUp });
  }),

  /** Someone asked for the confirmation email again. */
  "verify-email": limited(async ({ recipient }, context) => {
    const user = await findUser(context.db, recipient);
    return user && !user.emailVerified ? confirmEmail(user, context) : null;
  }),

  "reset-password": limited(async ({ recipient }, { db, config }) => {
    const user = await findUser(db, recipient);
    if (!user) return null;
    return {
      subject: `Reset your ${PRODUCT_NAME} password`,
      paragraphs: [
        `Someone asked to reset the password of your ${PRODUCT_NAME} account. The link works once and expires in an hour.`,
        "If this wasn't you, you can ignore this email. Your password won't change.",
      ],
      action: { label: "Choose a new password", url: await issueResetLink(db, config, user) },
    };
  }),

  /** To the new email, which takes effect when it is verified. */
  "change-email": limited(async ({ id, recipient, data }, context) => {
    const { db, config } = context;
    const [user] = await db
      .select()
      .from(users)
      .where(eq(users.id, String(data.userId)));
    if (!user) return null;
    if (await findUser(db, recipient)) return alreadyRegistered(config);
    const token = await db.transaction(async (tx) => {
      await lockUser(tx, user.id);
      // a password reset may be deleting this mail right now
      if ((await tx.$count(mails, eq(mails.id, id))) === 0) return null;
      return issueMailToken(tx, { userId: user.id, email: recipient, purpose: "change-email" });
    });
    if (!token) return null;
    return {
      subject: `Confirm your new email for ${PRODUCT_NAME}`,
      paragraphs: [
        `Someone asked to use this email for a ${PRODUCT_NAME} account. The link works once and expires in 24 hours.`,
        "If this wasn't you, you can ignore this email.",
      ],
      action: { label: "Confirm the new email", url: appLink(config, "/verify-email", token) },
    };
  }),

  /** To the email that is about to be replaced. */
  "email-change-asked": limited(async ({ data }) => ({
    subject: `A new email for your ${PRODUCT_NAME} account`,
    paragraphs: [
      `Someone signed in to your ${PRODUCT_NAME} account asked to change its email to ${data.email}. It changes when they open the link we sent there.`,
      "If this wasn't you, sign in, choose a new password and sign out your other sessions now.",
    ],
  })),

  /** About an account whose email is verified it has no sender, and always goes out: nobody can use up the warnings. */
  notice: limited(async ({ data, createdAt }, { config }) => noticeWords(data, createdAt, config)),
};

/** Limits mails that someone other than the recipient caused. Those over the limit are silently dropped. */
function limited(composer: Composer): Composer {
  return async (mail, context) => {
    const { id, kind, recipient, requestId, data } = mail;
    if (data.sender !== undefined) {
      if (!(await context.limits.allow(kind, recipient, data.sender))) {
        context.log.info({ event: "mail withheld", requestId, kind }, "too many mails to one recipient");
        return null;
      }
      // retries don't count again
      await context.db
        .update(mails)
        .set({ data: sql`${mails.data} - 'sender'` })
        .where(eq(mails.id, id));
    }
    return composer(mail, context);
  };
}

type UserRow = typeof users.$inferSelect;

async function confirmEmail(
  user: UserRow,
  { db, config }: MailContext,
  { at, signUp }: { at?: Date; signUp?: PendingSignUp } = {},
): Promise<MailContent> {
  const proves = { userId: user.id, email: user.email, purpose: "verify-email" as const };
  const token = await issueMailToken(db, { ...proves, signUp });
  const which = at ? `the sign-up started with this email on ${formatTime(at)}` : "the sign-up with this email";
  return {
    subject: `Confirm your email for ${PRODUCT_NAME}`,
    paragraphs: [
      `Welcome to ${PRODUCT_NAME}. Confirm that this is your email. The link works once and expires in 24 hours.`,
      `It completes ${which}. If that wasn't you, you can ignore this email.`,
    ],
    action: { label: "Confirm my email", url: appLink(config, "/verify-email", token) },
  };
}

const alreadyRegistered = (config: Config): MailContent => ({
  subject: `You already have a ${PRODUCT_NAME} account`,
  paragraphs: [
    `Someone tried to use this email for a ${PRODUCT_NAME} account, but it already has one. If it was you, sign in. You can also reset your password there.`,
    "If this wasn't you, you can ignore this email. Nothing has changed.",
  ],
  action: { label: "Sign in", url: signInUrl(config) },
});

async function findUser(db: Database, email: string): Promise<UserRow | undefined> {
  const [user] = await db.select().from(users).where(eq(users.email, email));
  return user;
}
