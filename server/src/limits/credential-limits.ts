import fp from "fastify-plugin";
import type { Pool } from "pg";
import type { Config } from "../config.ts";
import { declareErrors } from "../http/error-responses.ts";
import { countSignIns } from "./count-sign-ins.ts";
import { limitGuesses } from "./limit-guesses.ts";
import { limitIpRequests } from "./limit-ip-requests.ts";
import { limitStore } from "./limit-store.ts";
import { rememberUsedCodes } from "./remember-used-codes.ts";

type Limits = Pick<Config, "authRequestsPerIp" | "loginAttemptsPerAccount">;

declare module "fastify" {
  interface FastifyInstance {
    credentialLimits: ReturnType<typeof createCredentialLimits>;
  }
}

/** Limits on guessing credentials, counted in PostgreSQL so that they hold across replicas. */
export const credentialLimitsPlugin = fp<{ config: Limits }>(
  async (app, { config }) => {
    const limits = createCredentialLimits(app.db.$client, config);
    app.decorate("credentialLimits", limits);
    app.addHook("onRoute", (route) => {
      const hooks = [route.onRequest].flat();
      if (hooks.includes(limits.countRequest) || hooks.includes(limits.refuseLimited)) declareErrors(route, [429]);
    });
  },
  { name: "credential-limits", dependencies: ["database"] },
);

function createCredentialLimits(pool: Pool, { authRequestsPerIp, loginAttemptsPerAccount }: Limits) {
  const store = limitStore(pool);
  const ipRequests = limitIpRequests(store, authRequestsPerIp);
  const guesses = limitGuesses(store, loginAttemptsPerAccount);
  return {
    ...ipRequests.hooks,
    ...guesses.attempts,
    ...countSignIns(ipRequests, guesses),
    ...rememberUsedCodes(store),
  };
}
