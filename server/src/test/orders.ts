import type { NewOrder, Order } from "@cafe-app-ai/shared/orders";
import { orders } from "../database/schema.ts";
import type { TestApp } from "./build-test-app.ts";

export const LATTE: NewOrder = { item: "Latte", category: "Coffee", quantity: 1, totalCents: 450 };

/** Adds an order as a caller does; only what a test names matters. */
export async function postOrder(
  { request }: Pick<TestApp, "request">,
  headers: Record<string, string>,
  order: Partial<NewOrder> = {},
): Promise<Order> {
  const answer = await request
    .post("/api/orders")
    .set(headers)
    .send({ ...LATTE, ...order })
    .expect(201);
  return answer.body.data;
}

type NewRow = Omit<Partial<typeof orders.$inferInsert>, "userId">;

/** Orders of a user straight in the database; only what a test names matters. */
export async function insertOrders({ db }: Pick<TestApp, "db">, userId: string, rows: NewRow[]) {
  const defaults = { item: "Espresso", category: "Coffee", quantity: 1, totalCents: 240 };
  await db.insert(orders).values(rows.map((row) => ({ ...defaults, ...row, userId })));
}

type Headers = Record<string, string>;

/** Requests about one order to the app of a test file, sent with these headers unless a test says otherwise. */
export const orderRequests = (app: () => Pick<TestApp, "request">, owner: () => Headers) => ({
  get: (id: string, headers: Headers = owner()) => app().request.get(`/api/orders/${id}`).set(headers),
  patch: (id: string, body: object, headers: Headers = {}) =>
    app()
      .request.patch(`/api/orders/${id}`)
      .set({ ...owner(), ...headers })
      .send(body),
  remove: (id: string, headers: Headers = {}) =>
    app()
      .request.delete(`/api/orders/${id}`)
      .set({ ...owner(), ...headers }),
  restore: (id: string, headers: Headers = owner()) => app().request.post(`/api/orders/${id}/restore`).set(headers),
});
