import { translate } from "../../lib/language/translate.ts";

export const messages = translate("components/problem/messages", {
  retry: "Try again",
  close: "Close",
  reload: "Reload the page",
  reference: "Reference",
  notFoundTitle: "Page not found",
  notFoundText: "The page may have moved, or the link may be wrong.",
  goHome: "Go to dashboard",
  crashTitle: "Something went wrong",
  crashText: "This page ran into a problem. Your data is safe. Reload the page to continue.",
  offlineTitle: "You're offline",
  offlineText: "This page couldn't be loaded. It will be when you're connected again.",
  missingTitle: "This page couldn't be loaded",
  missingText: "There may be a new version, or your connection was lost. Reload the page to continue.",
  unreachableTitle: "Can't reach the server",
  unreachableText: "Check your connection. We'll keep trying every few seconds.",
  configTitle: "This page isn't set up correctly",
  configText: "Its settings can't be read. If you run this app, check /config.json on the web server.",
  stale: (time: string) => `Can't reach the server. Data as of ${time} is shown while we try again.`,
  notRenewed: (time: string, reason: string) => `Couldn't refresh, so data as of ${time} is shown. ${reason}`,
});
