import { STATUS_CODES } from "node:http";
import { ErrorEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { TObject } from "@sinclair/typebox";
import type { FastifyInstance, RouteOptions } from "fastify";
import fp from "fastify-plugin";
import { changesSomething } from "./changes-something.ts";

/** The error envelope for each status. A route only lists what is special about it; the rest follows from what it has. */
export const errorResponses = <S extends number>(...statuses: S[]) =>
  Object.fromEntries(
    statuses.map((status) => [status, { ...ErrorEnvelopeSchema, description: STATUS_CODES[status] }]),
  ) as Record<S, typeof ErrorEnvelopeSchema>;

/** Declares for every route what can go wrong because of its method, its parameters and its headers. */
export const errorResponsesPlugin = fp(
  async (app) => {
    app.addHook("onRoute", (route) => {
      // a request without `Host` is always refused
      const statuses = [400];
      // from another origin, too large, or of the wrong type
      if (changesSomething(route)) statuses.push(403, 413, 415);
      if (route.schema?.params) statuses.push(404);
      const headers = (route.schema?.headers as TObject | undefined)?.properties ?? {};
      if ("if-match" in headers) statuses.push(412);
      if ("idempotency-key" in headers) statuses.push(409, 422);
      declareErrors(route, statuses);
    });
  },
  { name: "error-responses" },
);

/** The same for what every route of a scope has in common. */
export function declareErrorsOf(scope: FastifyInstance, ...statuses: number[]): void {
  scope.addHook("onRoute", (route) => declareErrors(route, statuses));
}

export function declareErrors(route: RouteOptions, statuses: number[]): void {
  if (route.schema?.hide) return;
  const response = { ...errorResponses(...statuses), ...(route.schema?.response as Record<string, unknown>) };
  route.schema = { ...route.schema, response };
}
