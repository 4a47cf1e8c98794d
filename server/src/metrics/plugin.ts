import fp from "fastify-plugin";
import packageJson from "../../../package.json" with { type: "json" };
import { addGauge, requestSeconds, signIns } from "./registry.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The method of sign-in that a route completes. */
    signIn?: "password" | "passkey" | "two-factor";
  }
}

/** Counts requests and sign-ins as they are answered. */
export const metricsPlugin = fp(
  async (app) => {
    app.addHook("onResponse", async ({ method, is404, routeOptions }, { statusCode, elapsedTime }) => {
      const route = is404 ? "unmatched" : (routeOptions.url ?? "unmatched");
      requestSeconds.observe(
        { method: METHODS.has(method) ? method : "other", route, status: statusCode },
        elapsedTime / 1000,
      );
      const { signIn } = routeOptions.config;
      if (signIn) signIns.inc({ method: signIn, result: SIGN_IN_RESULTS[statusCode] ?? "refused" });
    });
  },
  { name: "metrics" },
);

/** Each of the others, on each route, would be a series of its own: anybody could make thousands. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const SIGN_IN_RESULTS: Record<number, string> = {
  200: "signed in",
  202: "two-factor required",
  429: "limited",
  503: "unavailable",
};

addGauge("build_info", "The version that runs", ["version", "node"], () => [
  { labels: { version: packageJson.version, node: process.version }, value: 1 },
]);
