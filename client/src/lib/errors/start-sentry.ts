import { scrub } from "@cafe-app-ai/shared/sentry";
import { BrowserClient, defaultStackParser, makeFetchTransport, Scope } from "@sentry/browser";
import { ApiError } from "../api/api.ts";

/**
 * Sends errors to Sentry: what was thrown where, on which page, and the request's id if it's the API's answer. Nothing
 * is collected by itself: no clicks, no requests, no page's query or fragment, nobody's email or IP address.
 */
export function startSentry(dsn: string): (error: unknown, pathname: string) => void {
  const client = new BrowserClient({
    dsn,
    environment: import.meta.env.PROD ? "production" : "development",
    release: import.meta.env.VITE_RELEASE,
    integrations: [],
    dataCollection: { userInfo: false },
    sendClientReports: false,
    stackParser: defaultStackParser,
    transport: makeFetchTransport,
    transportOptions: { fetchOptions: { referrerPolicy: "no-referrer" } },
    beforeSend: (event) => {
      // what was thrown without being an error is kept here whole
      delete event.extra;
      for (const exception of event.exception?.values ?? []) {
        exception.value = scrub(exception.value ?? "");
        for (const frame of exception.stacktrace?.frames ?? []) frame.filename = frame.filename?.split(/[?#]/)[0];
      }
      return event;
    },
  });
  client.init();
  return (error, pathname) => {
    const scope = new Scope();
    scope.setTransactionName(withoutIds(pathname));
    if (error instanceof ApiError) scope.setTag("requestId", error.requestId);
    client.captureException(error, undefined, scope);
  };
}

const withoutIds = (pathname: string) => pathname.replaceAll(/\/[^/]*\d[^/]*/g, "/:id");
