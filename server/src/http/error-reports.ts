import type { FastifyRequest } from "fastify";

/** Whoever is told of errors of ours. `sentry/start-sentry.ts` is loaded only where a Sentry is named. */
export type ErrorReports = {
  report: (thrown: unknown, request?: FastifyRequest) => void;
  /** Sends what is left. */
  stop: () => Promise<void>;
};
