import { ApiError } from "../api/api.ts";

/** What the server found wrong with the fields of a form; the rest of its answer belongs above the form. */
export function findServerFieldErrors(error: unknown, fields: readonly string[]): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const inBody = error.details.filter((detail) => detail.in === "body" && fields.includes(toFieldName(detail.path)));
  return Object.fromEntries(inBody.map(({ path, message }) => [toFieldName(path), message]));
}

/** `/email` is the field `email`. */
export const toFieldName = (path: string) => path.slice(1).replaceAll("/", ".");
