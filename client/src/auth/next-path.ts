const HERE = "https://here.invalid";

/** Pages that one comes from, not back to. */
const GUEST_PAGES = ["/sign-in", "/sign-in/two-factor", "/sign-up", "/forgot-password"];

/** Where to go after signing in: a path of this app, whatever the address says. */
export function safeNextPath(next: string | null): string {
  if (!next?.startsWith("/") || next.includes("\\") || !URL.canParse(next, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(next, HERE);
  const isExternal = origin !== HERE || pathname.startsWith("//");
  return isExternal || GUEST_PAGES.includes(pathname) ? "/" : pathname + search + hash;
}

/** The sign-in page that leads back to the page that was asked for. */
export function signInPath({ pathname, search, hash }: { pathname: string; search: string; hash: string }): string {
  const next = pathname + search + hash;
  return next === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next })}`;
}

/** Another of these pages with the same way back, and nothing else of the address. */
export function keepNext(pathname: string, search: URLSearchParams): string {
  const next = search.get("next");
  return next ? `${pathname}?${new URLSearchParams({ next })}` : pathname;
}
