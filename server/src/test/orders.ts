import type { NewOrder, Order } from "@cafe-app-ai/shared/orders";
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

/** What an error of the API says in short. */
export const problem = ({ status, body }: { status: number; body: { error?: { code?: string } | null } }) => ({
  status,
  code: body.error?.code,
});
