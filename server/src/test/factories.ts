import { randomUUID } from "node:crypto";
import type { SignedIn } from "shared/auth";
import { orders } from "../database/schema.ts";
import type { TestApp } from "./build-test-app.ts";

export const PASSWORD = "latte art at 7";

/** A new account, signed in as curl would be. `headers` carry its session. */
export async function signUpUser(
  { request }: Pick<TestApp, "request">,
  { email = `${randomUUID()}@example.com`, name = "Ada" } = {},
) {
  const response = await request.post("/api/auth/signup").send({ email, password: PASSWORD, name }).expect(201);
  const { user, sessionToken, expiresAt } = response.body.data as SignedIn & { sessionToken: string };
  return { user, email, sessionToken, expiresAt, headers: { authorization: `Bearer ${sessionToken}` } };
}

type NewOrder = Omit<Partial<typeof orders.$inferInsert>, "userId">;

/** Orders of a user straight in the database; only what a test names matters. */
export async function insertOrders({ db }: Pick<TestApp, "db">, userId: string, newOrders: NewOrder[]) {
  const defaults = { item: "Espresso", category: "Coffee", quantity: 1, totalCents: 240 };
  await db.insert(orders).values(newOrders.map((order) => ({ ...defaults, ...order, userId })));
}
