import type { OrderListQuery } from "@cafe-app-ai/shared/orders";
import { signedCursors } from "../../http/signed-cursor.ts";
import type { Position } from "./sort-orders.ts";

/** The list that a cursor belongs to. */
type List = { owner: string; query: OrderListQuery };

/** The cursors of lists of orders, each bound to its owner, sort and filters. */
export function createCursors(secrets: readonly string[]) {
  const cursors = signedCursors<readonly [Position["value"], string]>(secrets, "orders 2");
  return {
    write: (list: List, { value, id }: Position): string => cursors.write(partsOf(list), [value, id]),
    read(list: List, cursor: string): Position {
      const [value, id] = cursors.read(partsOf(list), cursor);
      return { value, id };
    },
  };
}

export type Cursors = ReturnType<typeof createCursors>;

function partsOf({ owner, query }: List) {
  const { sort = "placedAt", order = "desc", status, category, item, q, from, to } = query;
  return [owner, sort, order, status, category?.trim(), item?.trim(), q?.trim(), instant(from), instant(to)];
}

const instant = (time: string | undefined) => time && new Date(time).toISOString();
