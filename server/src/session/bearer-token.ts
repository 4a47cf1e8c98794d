/** The token of an `Authorization` header, perhaps empty. Undefined if it is missing or has another scheme than Bearer. */
export function readBearerToken(header = ""): string | undefined {
  const [scheme = "", ...rest] = header.split(" ");
  return scheme.toLowerCase() === "bearer" ? rest.join(" ").trim() : undefined;
}
