import { ApiError, UnreachableError } from "../api/api.ts";
import { getSentryDsn } from "../api/config.ts";
import { isMissingPart } from "./missing-part.ts";

/** Enough for a page that fails again and again. */
const MAX_REPORTS = 20;
let reports = 0;

type Report = (error: unknown, pathname: string) => void;
let sentry: Promise<Report> | undefined;

/** Reports an error of ours to Sentry, if the deployment names one. The code for it is loaded with the first error. */
export function reportError(error: unknown): void {
  const sentryDsn = getSentryDsn();
  if (!sentryDsn || !isOurs(error) || ++reports > MAX_REPORTS) return;
  const { pathname } = window.location;
  sentry ??= import("./start-sentry.ts").then(({ startSentry }) => startSentry(sentryDsn));
  sentry.then(
    (report) => report(error, pathname),
    // offline, perhaps: the next error tries again
    () => {
      sentry = undefined;
    },
  );
}

/** Reports uncaught errors, too. */
export function reportUncaught(): void {
  // a browser's own warnings, and errors of another site's scripts, come without the error
  window.addEventListener("error", ({ error }) => error && reportError(error));
  window.addEventListener("unhandledrejection", ({ reason }) => reportError(reason));
}

/** Not what the API refused, nor what the network or a deployment caused. */
const isOurs = (error: unknown) =>
  error instanceof ApiError
    ? error.code === "INTERNAL_ERROR"
    : !(error instanceof UnreachableError || isMissingPart(error) || isAbort(error));

const isAbort = (error: unknown) => error instanceof DOMException && error.name === "AbortError";
