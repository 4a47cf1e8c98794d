/** Whether a URL can be used as it's written. In a password that isn't percent-encoded, `/`, `?` or `#` ends the host. */
export function isConnectionUrl(text: string): boolean {
  // pg takes one without a host: postgres://user@/database?host=/var/run/postgresql
  const url = URL.parse(text.replace(/^(postgres.*@)\//, "$1localhost/"));
  if (!url || url.hash || `${url.pathname}${url.search}`.includes("@")) return false;
  try {
    decodeURIComponent(`${url.username}:${url.password}`);
    return true;
  } catch {
    return false;
  }
}
