/**
 * Windows of one browser share the session's cookie, but each shows the account that it was loaded with. A window that
 * learns of another account is loaded anew at once: nothing of one account may be seen or done under the other's name.
 */

/** Whom this window shows: null for nobody, undefined while that is not known. */
let shown: string | null | undefined;

const channel = new BroadcastChannel("session");
channel.addEventListener("message", ({ data }: MessageEvent<string | null>) => {
  if (shown !== undefined && data !== shown) void startAnew();
});

export const showUser = (id: string | null) => {
  shown = id;
  rememberSignedIn(id !== null);
};

/** The id of the user whom this window shows. */
export const getShownUser = () => shown ?? undefined;

/** Tells the browser's other windows who is signed in now. */
export const tellOtherWindows = (id: string | null) => channel.postMessage(id);

const SWITCHED_FROM = "switched-from";

/** Loads the page anew for whoever is signed in now. What waits for it goes on waiting, since this page is left. */
export function startAnew(): Promise<never> {
  if (shown) sessionStorage.setItem(SWITCHED_FROM, shown);
  window.location.reload();
  return new Promise(() => {});
}

/** Whether this window has just been loaded anew because another account is signed in; the next time it has not. */
export function hasSwitchedTo(id: string): boolean {
  const from = sessionStorage.getItem(SWITCHED_FROM);
  forgetSwitch();
  return from !== null && from !== id;
}

/** Whether the page is about to be loaded for another account. */
export const isStartingAnew = () => sessionStorage.getItem(SWITCHED_FROM) !== null;

export const forgetSwitch = () => sessionStorage.removeItem(SWITCHED_FROM);

const SIGNED_IN = "signed-in";

/** Whether this browser was signed in when it was last used: a guess of what to load, and nothing more. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(SIGNED_IN) !== null;
  } catch {
    return false; // Storage may be forbidden.
  }
}

function rememberSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(SIGNED_IN, "yes");
    else localStorage.removeItem(SIGNED_IN);
  } catch {
    // The next visit loads a little later.
  }
}
