const AWAY = "connecting-provider";

/** Goes to the provider's page. What waits for it goes on waiting, since this page is left. */
export function visit(url: string): Promise<never> {
  sessionStorage.setItem(AWAY, "yes");
  window.location.assign(url);
  return new Promise(() => {});
}

/** Whether this tab has just come back from there; the next time it has not. */
export function cameBack(): boolean {
  const away = sessionStorage.getItem(AWAY) !== null;
  sessionStorage.removeItem(AWAY);
  return away;
}
