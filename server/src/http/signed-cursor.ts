import { createHmac, timingSafeEqual } from "node:crypto";
import { invalidRequest } from "../errors.ts";

/**
 * Where a page of a list ended. Cursors are signed together with the list they come from, so that none is made up,
 * altered, or used with another list. The first secret signs, all of them verify.
 * @param kind names the list and the version of what its cursors hold: older ones are refused once it changes
 */
export function signedCursors<Position extends readonly unknown[]>(secrets: readonly string[], kind: string) {
  const sign = (secret: string, list: readonly unknown[], position: string) =>
    createHmac("sha256", secret)
      .update(JSON.stringify([kind, list, position]))
      .digest();

  return {
    write(list: readonly unknown[], values: Position): string {
      const position = Buffer.from(JSON.stringify(values)).toString("base64url");
      return `${position}.${sign(secrets[0] ?? "", list, position).toString("base64url")}`;
    },

    /** @throws ApiError VALIDATION_ERROR for a cursor that is not this list's own */
    read(list: readonly unknown[], cursor: string): Position {
      const [position = "", signature = "", ...rest] = cursor.split(".");
      const given = Buffer.from(signature, "base64url");
      const genuine = secrets.some((secret) => {
        const expected = sign(secret, list, position);
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
      // the same bytes can be written in several ways
      if (!genuine || rest.length > 0 || given.toString("base64url") !== signature) throw unknownCursor();
      return JSON.parse(Buffer.from(position, "base64url").toString());
    },
  };
}

const unknownCursor = () =>
  invalidRequest([
    { in: "query", path: "/cursor", message: "Must be a cursor of this list, with its sort and filters" },
  ]);
