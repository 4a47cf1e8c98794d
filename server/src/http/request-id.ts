/** Keeps a proxy's id, so that its log and ours match, unless the id could forge a log line. */
export function acceptedRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" && /^[A-Za-z0-9._-]{1,64}$/.test(header) ? header : undefined;
}
