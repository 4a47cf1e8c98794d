import { ApiError, UnreachableError } from "../api/api.ts";
import { getSentryDsn } from "../api/config.ts";
import { isMissingPart } from "./missing-part.ts";

/** A page that fails again and again has said it after these. */
const MAX_REPORTS = 20;
let reports = 0;

type Report = (error: unknown, pathname: string) => void;
let sentry: Promise<Report> | undefined;

/** Tells Sentry of an error of ours where the deployment names one; what does that is loaded with the first error. */
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

/** What nobody caught, too. */
export function reportUncaught(): void {
  // a browser's own warnings, and errors of another site's scripts, come without the error
  window.addEventListener("error", ({ error }) => error && reportError(error));
  window.addEventListener("unhandledrejection", ({ reason }) => reportError(reason));
}

/** Neither what the API has refused, nor what the network or a deployment has done. */
const isOurs = (error: unknown) =>
  error instanceof ApiError
    ? error.code === "INTERNAL_ERROR"
    : !(error instanceof UnreachableError || isMissingPart(error) || isAbort(error));

const isAbort = (error: unknown) => error instanceof DOMException && error.name === "AbortError";
