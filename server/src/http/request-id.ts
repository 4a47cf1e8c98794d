/** A proxy's id is kept, so that its log and ours name a request alike; anything that could forge a line is not. */
export function acceptedRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" && /^[A-Za-z0-9._-]{1,64}$/.test(header) ? header : undefined;
}
