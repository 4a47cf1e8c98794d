const HERE = "https://here.invalid";

/** Where to go after signing in: a path of this app, whatever the address says. */
export function safeNextPath(next: string | null): string {
  if (!next?.startsWith("/") || next.includes("\\") || !URL.canParse(next, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(next, HERE);
  const leadsAway = origin !== HERE || pathname.startsWith("//");
  const leadsBack = pathname === "/sign-in" || pathname === "/sign-up";
  return leadsAway || leadsBack ? "/" : pathname + search + hash;
}

/** The sign-in page that leads back to where one was going. */
export function signInPath({ pathname, search, hash }: { pathname: string; search: string; hash: string }): string {
  const next = pathname + search + hash;
  return next === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next })}`;
}
