import { DEFAULT_CAFE_SETTINGS } from "@cafe-app-ai/shared/cafe";
import { eq } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { cafes, orders, users } from "../../database/schema.ts";
import { daysUntilToday } from "../../days.ts";
import { ApiError } from "../../errors.ts";
import { ownedBy } from "../../session/owner.ts";
import { liveOrders } from "../order/order-row.ts";

const DAYS = 90;

const MENU = [
  { item: "Cappuccino", category: "Coffee", cents: 360, popularity: 9 },
  { item: "Flat white", category: "Coffee", cents: 390, popularity: 7 },
  { item: "Espresso", category: "Coffee", cents: 240, popularity: 6 },
  { item: "Filter coffee", category: "Coffee", cents: 290, popularity: 5 },
  { item: "Iced latte", category: "Coffee", cents: 440, popularity: 3 },
  { item: "Butter croissant", category: "Bakery", cents: 280, popularity: 6 },
  { item: "Cinnamon bun", category: "Bakery", cents: 340, popularity: 4 },
  { item: "Carrot cake", category: "Bakery", cents: 460, popularity: 2 },
  { item: "Avocado toast", category: "Kitchen", cents: 890, popularity: 3 },
  { item: "Granola bowl", category: "Kitchen", cents: 750, popularity: 2 },
  { item: "Club sandwich", category: "Kitchen", cents: 920, popularity: 2 },
  { item: "Mint tea", category: "Drinks", cents: 320, popularity: 3 },
  { item: "Lemonade", category: "Drinks", cents: 380, popularity: 2 },
];

/** How busy each hour is, from seven in the morning. */
const HOURS = [4, 8, 9, 7, 5, 7, 8, 6, 5, 5, 3, 2].map((popularity, index) => ({ hour: 7 + index, popularity }));

/**
 * Gives an account 90 days of invented orders, so that its dashboard has something to show, in its own time zone unless
 * another is given.
 * @returns how many were added
 * @throws ApiError CONFLICT if the account has orders: invented ones never mix with real ones
 */
export async function addSampleOrders(db: Database, owner: string, timezone?: string): Promise<number> {
  return db.transaction(async (tx) => {
    // one at a time for an account: two clicks must not add two sets
    await tx.select({ id: users.id }).from(users).where(eq(users.id, owner)).for("update");
    const existing = await tx.select({ id: orders.id }).from(orders).where(liveOrders(owner)).limit(1);
    if (existing.length > 0) throw new ApiError("CONFLICT", "This account already has orders.");
    const [cafe] = await tx.select().from(cafes).where(ownedBy(owner, cafes));
    const samples = sampleOrders(timezone ?? cafe?.timezone ?? DEFAULT_CAFE_SETTINGS.timezone);
    const currency = cafe?.currency;
    await tx.insert(orders).values(samples.map((sample) => ({ ...sample, userId: owner, currency })));
    return samples.length;
  });
}

function sampleOrders(timezone: string) {
  const now = Date.now();
  const { days } = daysUntilToday(DAYS, timezone);
  return days.flatMap(({ date, start }, index) => {
    const weekday = new Date(date).getUTCDay();
    const weekend = weekday === 0 || weekday === 6;
    // weekends are busier, and business grows by a third over the time
    const count = Math.round((weekend ? 20 : 13) * (1 + index / DAYS / 3) * (0.8 + Math.random() * 0.4));
    return Array.from({ length: count }, () => {
      const { item, category, cents } = pick(MENU);
      const quantity = pick([
        { value: 1, popularity: 6 },
        { value: 2, popularity: 3 },
        { value: 3, popularity: 1 },
      ]).value;
      const placedAt = new Date(start.getTime() + (pick(HOURS).hour + Math.random()) * 3_600_000);
      const status = pick(STATUSES).value;
      return { item, category, quantity, totalCents: cents * quantity, status, placedAt };
    }).filter(({ placedAt }) => placedAt.getTime() <= now);
  });
}

const STATUSES = [
  { value: "completed", popularity: 94 },
  { value: "pending", popularity: 3 },
  { value: "refunded", popularity: 3 },
] as const;

function pick<const T extends { popularity: number }>(choices: readonly [T, ...T[]] | readonly T[]): T {
  let left = Math.random() * choices.reduce((sum, { popularity }) => sum + popularity, 0);
  const found = choices.find(({ popularity }) => {
    left -= popularity;
    return left < 0;
  });
  const choice = found ?? choices[0];
  if (!choice) throw new Error("nothing to pick from");
  return choice;
}
