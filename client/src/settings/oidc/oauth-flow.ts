const CONNECTING = "connecting-provider";

/** Leaves for the provider's page. The promise never settles, since this page is left. */
export function startOAuthFlow(url: string): Promise<never> {
  sessionStorage.setItem(CONNECTING, "yes");
  window.location.assign(url);
  return new Promise(() => {});
}

/** Whether this tab has just come back from the provider; true once. */
export function hasReturned(): boolean {
  const returned = sessionStorage.getItem(CONNECTING) !== null;
  sessionStorage.removeItem(CONNECTING);
  return returned;
}
