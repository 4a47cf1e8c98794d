import { METHODS } from "node:http";
import type { FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import fp from "fastify-plugin";
import { ApiError } from "../errors.ts";
import { sendError } from "./envelope.ts";

declare module "fastify" {
  interface FastifyInstance {
    methodsByUrl: Map<string, Set<string>>;
  }
}

/** Records every route registered after it. */
export const routeRegistryPlugin = fp(
  async (app) => {
    const methodsByUrl = new Map<string, Set<string>>();
    app.decorate("methodsByUrl", methodsByUrl);
    app.addHook("onRoute", ({ url, method }) => {
      if (url.includes("*")) return;
      methodsByUrl.set(url, new Set([...(methodsByUrl.get(url) ?? []), ...[method].flat()]));
    });
  },
  { name: "route-registry" },
);

/**
 * Responds to what no route does: an unknown URL with 404, and another method on a known one with 405 and `Allow`; Fastify
 * alone would send 404. Registered last.
 */
export const notFoundPlugin = fp(
  async (app) => {
    app.setNotFoundHandler(sendNotFound);
    // an unknown path is 404 before the body is looked at
    app.addHook("onRequest", async (request, reply) => {
      if (request.is404) return sendNotFound(request, reply);
    });

    for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
    const urls = [...app.methodsByUrl.keys()];
    // otherwise /sessions/ would be the session whose id is empty
    for (const url of new Set(urls.map(withoutParameters))) {
      if (urls.includes(url)) continue;
      const onRequest = async (request: FastifyRequest, reply: FastifyReply) => sendNotFound(request, reply);
      app.all(url, { schema: { hide: true }, onRequest }, () => undefined);
    }
    for (const url of urls) {
      // a prefix's own path works with and without a slash, but only one is registered
      const methods = app.supportedMethods.filter((method) => app.hasRoute({ url, method: method as HTTPMethods }));
      const allow = [...methods, "OPTIONS"].join(", ");
      const others = app.supportedMethods.filter((method) => !methods.includes(method) && method !== "OPTIONS");
      const schema = { hide: true };
      app.options(url, { schema }, (_request, reply) =>
        reply.code(204).headers({ allow, "cache-control": "no-store" }).send(),
      );
      app.route({
        url,
        method: others as HTTPMethods[],
        schema,
        // before the body is looked at
        onRequest: async () => {
          throw new ApiError("METHOD_NOT_ALLOWED", `This URL only accepts ${allow}.`, { headers: { allow } });
        },
        handler: () => undefined,
      });
    }
  },
  { name: "not-found", dependencies: ["route-registry", "envelope"] },
);

const withoutParameters = (url: string) => url.replaceAll(/:\w+/g, "");

function sendNotFound(request: FastifyRequest, reply: FastifyReply) {
  return sendError(new ApiError("NOT_FOUND", "There's nothing at this URL."), request, reply);
}
