import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { eq } from "drizzle-orm";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { users } from "../../database/schema.ts";
import type { MailContent } from "../../plugins/mail-layout.ts";
import type { Composer, Composers, MailContext } from "../../plugins/mail-outbox.ts";
import { noticeWords } from "./notice-words.ts";
import { issueMailToken } from "./tokens.ts";

/**
 * The words of every mail about an account. Who is meant is looked up when a mail is sent, so a request does the same
 * for an address that is known and for one that is not.
 */
export const authMails: Composers = {
  /** Somebody signed up with the address. */
  "sign-up": limited(async ({ recipient }, context) => {
    const user = await findUser(context.db, recipient);
    if (!user) return null;
    return user.emailVerified ? alreadyRegistered(context.config) : confirmAddress(user, context);
  }),

  /** Somebody asked for the confirmation again. */
  "verify-email": limited(async ({ recipient }, context) => {
    const user = await findUser(context.db, recipient);
    return user && !user.emailVerified ? confirmAddress(user, context) : null;
  }),

  "reset-password": limited(async ({ recipient }, { db, config }) => {
    const user = await findUser(db, recipient);
    if (!user) return null;
    const token = await issueMailToken(db, { userId: user.id, email: user.email, purpose: "reset-password" });
    return {
      subject: `Choose a new ${PRODUCT_NAME} password`,
      paragraphs: [
        `Somebody asked for a new password for your ${PRODUCT_NAME} account. The link works for one hour, and once.`,
        "If it was not you, ignore this mail: your password stays as it is.",
      ],
      action: { label: "Choose a new password", url: appLink(config, "/reset-password", token) },
    };
  }),

  /** To the new address, which takes effect when it is proved. */
  "change-email": async ({ recipient, data }, context) => {
    const { db, config } = context;
    const [user] = await db
      .select()
      .from(users)
      .where(eq(users.id, String(data.userId)));
    if (!user) return null;
    if (await findUser(db, recipient)) return alreadyRegistered(config);
    const token = await issueMailToken(db, { userId: user.id, email: recipient, purpose: "change-email" });
    return {
      subject: `Confirm your new address for ${PRODUCT_NAME}`,
      paragraphs: [
        `This address was given as the new one of a ${PRODUCT_NAME} account. The link works for a day, and once.`,
        "If it was not you, ignore this mail.",
      ],
      action: { label: "Confirm the new address", url: appLink(config, "/verify-email", token) },
    };
  },

  /** To the address that is about to be replaced. */
  "email-change-asked": async ({ data }) => ({
    subject: `A new address for your ${PRODUCT_NAME} account`,
    paragraphs: [
      `Somebody who knows your password asked to use ${data.email} for your ${PRODUCT_NAME} account instead of this address. It takes effect when the link sent there is opened.`,
      "If it was not you, sign in, change your password and end all other sessions now.",
    ],
  }),

  notice: async ({ data, createdAt }, { config }) => noticeWords(data, createdAt, config),
};

/** Anybody can ask for these mails: one address gets only so many of a kind, and the rest is dropped. */
function limited(composer: Composer): Composer {
  return async (mail, context) => {
    const { kind, recipient, requestId, attempts } = mail;
    if (attempts === 1 && !(await context.credentialLimits.allowMail(kind, recipient))) {
      context.log.info({ event: "mail withheld", requestId, kind }, "too many mails to one address");
      return null;
    }
    return composer(mail, context);
  };
}

type UserRow = typeof users.$inferSelect;

async function confirmAddress(user: UserRow, { db, config }: MailContext): Promise<MailContent> {
  const token = await issueMailToken(db, { userId: user.id, email: user.email, purpose: "verify-email" });
  return {
    subject: `Confirm your address for ${PRODUCT_NAME}`,
    paragraphs: [
      `Welcome to ${PRODUCT_NAME}. Confirm that this is your address. The link works for a day, and once.`,
      "If you did not sign up, ignore this mail: without you the address is not confirmed.",
    ],
    action: { label: "Confirm my address", url: appLink(config, "/verify-email", token) },
  };
}

const alreadyRegistered = (config: Config): MailContent => ({
  subject: `You have a ${PRODUCT_NAME} account already`,
  paragraphs: [
    `Somebody gave this address to ${PRODUCT_NAME}, but it has an account already. If it was you, sign in; there is also a way to choose a new password.`,
    "If it was not you, ignore this mail: nothing has changed.",
  ],
  action: { label: "Sign in", url: `${appOrigin(config)}/sign-in` },
});

async function findUser(db: Database, email: string): Promise<UserRow | undefined> {
  const [user] = await db.select().from(users).where(eq(users.email, email));
  return user;
}

/** From settings, never from a request; the token in the fragment, which no server and no log sees. */
const appLink = (config: Config, path: string, token: string) => `${appOrigin(config)}${path}#token=${token}`;
const appOrigin = ({ clientOrigins: [origin = ""] }: Config) => origin;
