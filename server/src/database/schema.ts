import { ACTIVITY_EVENTS } from "@cafe-app-ai/shared/auth/activity";
import { DEFAULT_CAFE_SETTINGS } from "@cafe-app-ai/shared/cafe";
import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import { ORDER_STATUSES } from "@cafe-app-ai/shared/orders";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

export const id = () => uuid("id").primaryKey().defaultRandom();
export const time = (name: string) => timestamp(name, { withTimezone: true });
const createdAt = () => time("created_at").notNull().defaultNow();
export const updatedAt = () =>
  time("updated_at")
    .notNull()
    .defaultNow()
    .$onUpdate(() => new Date());
export const userId = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/** The property keys are Better Auth's names, the column names ours: it maps by key. */
export const users = pgTable(
  "users",
  {
    id: id(),
    email: text("email").notNull().unique(),
    emailVerified: boolean("email_verified").notNull().default(false),
    name: text("name").notNull(),
    image: text("image"),
    twoFactorEnabled: boolean("two_factor_enabled").notNull().default(false),
    /** Since then nobody can sign in, and the rest of the account is being removed. */
    deletedAt: time("deleted_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("idx_users_deleted").on(table.deletedAt).where(sql`${table.deletedAt} is not null`)],
);

export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    token: text("session_token").notNull(),
    userId: userId(),
    expiresAt: time("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    lastSeenAt: time("last_seen_at").notNull().defaultNow(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("idx_sessions_token").on(table.token),
    index("idx_sessions_user").on(table.userId),
    // for the clean-up
    index("idx_sessions_expires").on(table.expiresAt),
    index("idx_sessions_created").on(table.createdAt),
  ],
);

/** One sign-in method of a user: the password (`provider_id` "credential"), or a provider's account. */
export const accounts = pgTable(
  "accounts",
  {
    id: id(),
    userId: userId(),
    providerId: text("provider_id").notNull(),
    accountId: text("account_id").notNull(),
    password: text("hashed_password"),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: time("access_token_expires_at"),
    refreshTokenExpiresAt: time("refresh_token_expires_at"),
    scope: text("scope"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("idx_accounts_provider_account").on(table.providerId, table.accountId),
    // one password and one provider account for each user
    uniqueIndex("idx_accounts_user_provider").on(table.userId, table.providerId),
  ],
);

export const verifications = pgTable(
  "verifications",
  {
    id: id(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: time("expires_at").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("idx_verifications_identifier").on(table.identifier),
    index("idx_verifications_expires").on(table.expiresAt),
    // whose challenge it is; an OAuth flow's value is too long for the usual kind
    index("idx_verifications_value").using("hash", table.value),
  ],
);

/** The secret of a user's time-based codes, and the recovery codes: both encrypted by Better Auth. */
export const twoFactors = pgTable("two_factors", {
  id: id(),
  userId: userId().unique(),
  secret: text("secret").notNull(),
  backupCodes: text("backup_codes").notNull(),
  /** When the owner confirmed saving them; null for codes created since. */
  recoveryCodesSavedAt: time("recovery_codes_saved_at"),
  verified: boolean("verified").notNull().default(true),
  failedVerificationCount: integer("failed_verification_count").notNull().default(0),
  lockedUntil: time("locked_until"),
  createdAt: createdAt(),
});

export const passkeys = pgTable(
  "passkeys",
  {
    id: id(),
    userId: userId(),
    name: text("name"),
    credentialID: text("credential_id").notNull().unique(),
    publicKey: text("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    deviceType: text("device_type").notNull(),
    backedUp: boolean("backed_up").notNull(),
    transports: text("transports"),
    aaguid: text("aaguid"),
    createdAt: createdAt(),
  },
  (table) => [index("idx_passkeys_user").on(table.userId)],
);

/** What has happened to an account, for its owner: docs/decisions/0020. */
export const activity = pgTable(
  "activity",
  {
    id: id(),
    userId: userId(),
    event: text("event", { enum: ACTIVITY_EVENTS }).notNull(),
    /** When it happened, not when its transaction began; to the millisecond, as it is shown. */
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull().default(sql`clock_timestamp()`),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    requestId: text("request_id").notNull(),
  },
  (table) => [
    index("idx_activity_user").on(table.userId, table.at, table.id),
    // for the clean-up
    index("idx_activity_at").on(table.at),
  ],
);

/** What a sign-up asked for, which counts once the link in its own mail is followed. Never a password: decision 0017. */
export type PendingSignUp = { name: string };

/** What a mail's link proves, once: the token itself is only in the mail, here is its SHA-256. */
export const mailTokens = pgTable(
  "mail_tokens",
  {
    id: id(),
    userId: userId(),
    purpose: text("purpose", { enum: ["verify-email", "change-email", "reset-password"] }).notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    /** The email that the mail went to. */
    email: text("email").notNull(),
    /** When a password reset with it began. */
    claimedAt: time("claimed_at"),
    /** What the sign-up asked for that this link finishes. */
    signUp: jsonb("sign_up").$type<PendingSignUp>(),
    expiresAt: time("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("idx_mail_tokens_user").on(table.userId), index("idx_mail_tokens_expires").on(table.expiresAt)],
);

/** What a mail is about. `sender` is who caused it, where that is somebody other than its recipient. */
export type MailData = Record<string, unknown> & { sender?: string; signUp?: PendingSignUp };

/** Mails that are to be sent: what to say, not yet the words, so that no token rests here. A sent one is deleted. */
export const mails = pgTable(
  "mails",
  {
    id: id(),
    kind: text("kind").notNull(),
    recipient: text("recipient").notNull(),
    data: jsonb("data").$type<MailData>().notNull().default({}),
    /** Of the request that caused it, for the log. */
    requestId: text("request_id").notNull(),
    attempts: integer("attempts").notNull().default(0),
    sendAfter: time("send_after").notNull().defaultNow(),
    /** When it was given up. */
    failedAt: time("failed_at"),
    /** Development's inbox: the message itself. */
    message: jsonb("message").$type<{ subject: string; text: string; link: string | null }>(),
    sentAt: time("sent_at"),
    createdAt: createdAt(),
  },
  (table) => [
    index("idx_mails_due").on(table.sendAfter).where(sql`${table.sentAt} is null and ${table.failedAt} is null`),
    index("idx_mails_recipient").on(table.recipient),
    // for the clean-up
    index("idx_mails_failed").on(table.failedAt).where(sql`${table.failedAt} is not null`),
    index("idx_mails_sent").on(table.sentAt).where(sql`${table.sentAt} is not null`),
  ],
);

/** `rate-limiter-flexible`'s own layout, by position: a key, its points, and when they expire, milliseconds since 1970. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").primaryKey(),
    points: integer("points").notNull(),
    expire: bigint("expire", { mode: "number" }),
  },
  // for the clean-up
  (table) => [index("idx_rate_limits_expire").on(table.expire)],
);

/** An account's café: its settings, and a number that is raised with every change to its orders or settings. */
export const cafes = pgTable("cafes", {
  userId: userId().primaryKey(),
  currency: text("currency").notNull().default(DEFAULT_CAFE_SETTINGS.currency),
  timezone: text("timezone").notNull().default(DEFAULT_CAFE_SETTINGS.timezone),
  version: bigint("version", { mode: "number" }).notNull().default(0),
});

/** A change is followed by triggers, which keep `cafes`, `order_figures` and `order_items`: docs/decisions/0019. */
export const orders = pgTable(
  "orders",
  {
    id: id(),
    userId: userId(),
    item: text("item").notNull(),
    category: text("category").notNull(),
    quantity: integer("quantity").notNull(),
    totalCents: bigint("total_cents", { mode: "number" }).notNull(),
    currency: text("currency").notNull().default(DEFAULT_CURRENCY),
    status: text("status", { enum: ORDER_STATUSES }).notNull().default("completed"),
    /** To the millisecond, as it is shown: a page ends exactly at what its last row says. */
    placedAt: timestamp("placed_at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
    /** Raised with each change; it is the row's ETag. */
    version: integer("version").notNull().default(1),
    deletedAt: time("deleted_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => {
    const live = sql`${table.deletedAt} is null`;
    return [
      // ascending serves both directions; `id` makes the order stable
      index("idx_orders_placed").on(table.userId, table.placedAt, table.id).where(live),
      index("idx_orders_total").on(table.userId, table.totalCents, table.id).where(live),
      index("idx_orders_status").on(table.userId, table.status, table.placedAt, table.id).where(live),
      index("idx_orders_category").on(table.userId, table.category, table.placedAt, table.id).where(live),
      index("idx_orders_item").on(table.userId, table.item, table.placedAt, table.id).where(live),
      // for the account's export and deletion, which take deleted orders too
      index("idx_orders_user").on(table.userId, table.id),
      // for the clean-up
      index("idx_orders_deleted").on(table.deletedAt).where(sql`${table.deletedAt} is not null`),
      check("orders_quantity_positive", sql`${table.quantity} > 0`),
      check("orders_total_not_negative", sql`${table.totalCents} >= 0`),
      check("orders_status_known", sql`${table.status} in ('completed', 'pending', 'refunded')`),
    ];
  },
);

/**
 * Sums over orders that are neither refunded nor deleted, by UTC day and by quarter of an hour: together they make the
 * days of any time zone. Each once for all items (`item` and `category` are empty), and once for each item, which has
 * weeks too.
 */
export const orderFigures = pgTable(
  "order_figures",
  {
    userId: userId(),
    currency: text("currency").notNull(),
    grain: text("grain", { enum: ["day", "quarter", "item-week", "item-day", "item-quarter"] }).notNull(),
    start: time("start").notNull(),
    category: text("category").notNull(),
    item: text("item").notNull(),
    orders: bigint("orders", { mode: "number" }).notNull(),
    revenueCents: numeric("revenue_cents").notNull(),
    itemsSold: bigint("items_sold", { mode: "number" }).notNull(),
  },
  ({ userId, currency, grain, start, category, item }) => [
    primaryKey({ columns: [userId, currency, grain, start, category, item] }),
  ],
);

/** What an account has ever sold, with the number of orders that are not deleted: few rows, which a search reads first. */
export const orderItems = pgTable(
  "order_items",
  {
    userId: userId(),
    item: text("item").notNull(),
    category: text("category").notNull(),
    orders: bigint("orders", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.item, table.category] }),
    index("idx_order_items_search").using("gin", table.item.op("gin_trgm_ops")),
  ],
);

/** The first answer to a request that may be repeated, written in its transaction. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    userId: userId(),
    route: text("route").notNull(),
    key: text("key").notNull(),
    /** SHA-256 of the request's body. */
    bodyHash: text("body_hash").notNull(),
    status: integer("status").notNull(),
    headers: jsonb("headers").$type<Record<string, string>>().notNull(),
    /** The answer, byte for byte. */
    answer: text("answer").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.route, table.key] }),
    // for the clean-up
    index("idx_idempotency_keys_created").on(table.createdAt),
  ],
);
