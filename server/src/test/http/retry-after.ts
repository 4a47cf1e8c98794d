/** The seconds in an answer's `Retry-After`; NaN, which is within no bounds, unless it is a whole number above zero. */
export function retryAfter({ headers }: { headers: Record<string, unknown> }): number {
  const value = `${headers["retry-after"]}`;
  return /^[1-9]\d*$/.test(value) ? Number(value) : Number.NaN;
}
