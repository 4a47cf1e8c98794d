import { type OrderListQuery, TOTAL_MAX } from "@cafe-app-ai/shared/orders";
import type { QueryClient } from "@tanstack/react-query";
import { ordersQuery } from "../../queries.ts";

/** As many rows as the API gives at once. */
const PAGE = 100;

/** The ids of the orders that match, in their order: as many as are counted. */
export async function findMatching(
  client: QueryClient,
  query: OrderListQuery,
  signal: AbortSignal,
  onFound: (count: number) => void,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.fetchQuery({ ...ordersQuery({ ...query, cursor, limit: PAGE }), staleTime: 0 });
    signal.throwIfAborted();
    ids.push(...page.rows.map(({ id }) => id));
    onFound(ids.length);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && ids.length < TOTAL_MAX);
  return ids;
}
