import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { CURRENCY, ORDER_STATUSES } from "shared/orders";

const id = () => uuid("id").primaryKey().defaultRandom();
const time = (name: string) => timestamp(name, { withTimezone: true });
const createdAt = () => time("created_at").notNull().defaultNow();
const updatedAt = () =>
  time("updated_at")
    .notNull()
    .defaultNow()
    .$onUpdate(() => new Date());
const userId = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/** The property keys are Better Auth's names, the column names ours: it maps by key. */
export const users = pgTable("users", {
  id: id(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  name: text("name").notNull(),
  image: text("image"),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

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
  (table) => [uniqueIndex("idx_sessions_token").on(table.token), index("idx_sessions_user").on(table.userId)],
);

/** One way in for a user: the password (`provider_id` "credential"), or a provider's account. */
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
    index("idx_accounts_user").on(table.userId),
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
  ],
);

/** `rate-limiter-flexible`'s own layout, by position: a key, its points, and when they expire, milliseconds since 1970. */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull(),
  expire: bigint("expire", { mode: "number" }),
});

export const orders = pgTable(
  "orders",
  {
    id: id(),
    userId: userId(),
    item: text("item").notNull(),
    category: text("category").notNull(),
    quantity: integer("quantity").notNull(),
    totalCents: integer("total_cents").notNull(),
    currency: text("currency").notNull().default(CURRENCY),
    status: text("status", { enum: ORDER_STATUSES }).notNull().default("completed"),
    placedAt: time("placed_at").notNull().defaultNow(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    // ascending serves both directions; `id` makes the order stable
    index("idx_orders_user_placed").on(table.userId, table.placedAt, table.id),
    check("orders_quantity_positive", sql`${table.quantity} > 0`),
    check("orders_total_not_negative", sql`${table.totalCents} >= 0`),
    check("orders_status_known", sql`${table.status} in ('completed', 'pending', 'refunded')`),
  ],
);
