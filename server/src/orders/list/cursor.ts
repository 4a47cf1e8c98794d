import { createHmac, timingSafeEqual } from "node:crypto";
import type { OrderListQuery } from "@cafe-app-ai/shared/orders";
import { ApiError } from "../../errors.ts";
import type { Position } from "./sort-orders.ts";

/** Raised when a cursor's content changes: older ones are refused then. */
const VERSION = 2;

/** The list that a cursor belongs to. */
type List = { owner: string; query: OrderListQuery };

/**
 * Cursors are signed together with the list they come from, so that none is made up, altered, or used with another list.
 * The first secret signs, all of them verify.
 */
export function createCursors(secrets: readonly string[]) {
  const sign = (secret: string, { owner, query }: List, position: string) => {
    const { sort = "placedAt", order = "desc", status, category, item, q, from, to } = query;
    const list = [owner, sort, order, status, category?.trim(), item?.trim(), q?.trim(), instant(from), instant(to)];
    const text = JSON.stringify(["order cursor", VERSION, list, position]);
    return createHmac("sha256", secret).update(text).digest();
  };

  return {
    write(list: List, { value, id }: Position): string {
      const position = Buffer.from(JSON.stringify([value, id])).toString("base64url");
      return `${position}.${sign(secrets[0] ?? "", list, position).toString("base64url")}`;
    },

    /** @throws ApiError VALIDATION_ERROR for a cursor that is not this list's own */
    read(list: List, cursor: string): Position {
      const [position = "", signature = "", ...rest] = cursor.split(".");
      const given = Buffer.from(signature, "base64url");
      const genuine = secrets.some((secret) => {
        const expected = sign(secret, list, position);
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
      // the same bytes can be written in several ways
      if (!genuine || rest.length > 0 || given.toString("base64url") !== signature) throw unknownCursor();
      const [value, id] = JSON.parse(Buffer.from(position, "base64url").toString());
      return { value, id };
    },
  };
}

export type Cursors = ReturnType<typeof createCursors>;

const instant = (time: string | undefined) => time && new Date(time).toISOString();

function unknownCursor() {
  const message = "Is not a cursor of this list: start again without it";
  return new ApiError("VALIDATION_ERROR", `cursor: ${message}`, {
    details: [{ in: "query", path: "/cursor", message }],
  });
}
