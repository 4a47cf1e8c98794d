import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { OptionalKind, type TObject, type TSchema, Type } from "@sinclair/typebox";
import type { FastifyRequest, FastifySchema } from "fastify";
import fp from "fastify-plugin";
import { LOCAL_HOSTS } from "../../config/origin.ts";
import { sessionCookie } from "../../session/cookie.ts";
import { changesSomething } from "../changes-something.ts";
import { errorResponses } from "../error-responses.ts";
import { NoBodySchema } from "../validation.ts";

/** The OpenAPI document, made from the routes' schemas. */
export const openapiPlugin = fp<{ apiUrl: string; cookieSecure: boolean; cookieDomain: string | undefined }>(
  async (app, options) => {
    const optionalBodies: string[] = [];
    await app.register(swagger, {
      transform: ({ schema, url, route: { method } }) => {
        if (schema?.body && OptionalKind in (schema.body as TSchema))
          optionalBodies.push(`${url.replaceAll(/:(\w+)/g, "{$1}")} ${String(method).toLowerCase()}`);
        const documented = checksUser(schema, method) ? withUserIdHeader(schema) : schema;
        return { schema: withoutEmptyBody(documented), url };
      },
      // the generator marks every body as required
      transformObject: (document) => {
        if (!("openapiObject" in document)) return document.swaggerObject;
        for (const [path, methods] of Object.entries(document.openapiObject.paths ?? {})) {
          for (const method of ["post", "put", "patch", "delete"] as const) {
            const body = methods?.[method]?.requestBody;
            if (body && "content" in body && optionalBodies.includes(`${path} ${method}`)) body.required = false;
          }
        }
        return forReaders(document.openapiObject);
      },
      openapi: {
        openapi: "3.1.0",
        info: {
          title: "cafe-app-ai",
          version: "1",
          license: { name: "MIT", identifier: "MIT" },
          description: "Every response is an envelope: `{ status, data, error }`.",
        },
        // on this machine the document's own URL works, whatever host and port it was loaded from
        servers: [{ url: LOCAL_HOSTS.includes(new URL(options.apiUrl).hostname) ? "/" : options.apiUrl }],
        components: {
          securitySchemes: {
            bearer: { type: "http", scheme: "bearer", description: "The `sessionToken` from signing in or up" },
            cookie: { type: "apiKey", in: "cookie", name: sessionCookie(options).name },
          },
        },
      },
    });
    let document: string | undefined;
    app.get("/api/openapi.json", { schema: { hide: true } }, async (_request, reply) => {
      // written once: it is long, and many requests for it would keep everybody else waiting
      document ??= JSON.stringify(app.swagger());
      return reply.type("application/json; charset=utf-8").send(document);
    });
  },
  { name: "openapi" },
);

/**
 * Removes the messages that forms show: they're in the schemas but aren't part of JSON Schema. An example is also given under
 * its older name, the only one that Postman's import reads.
 */
function forReaders<T extends object>(document: T): T {
  return JSON.parse(JSON.stringify(document), (key, value) => {
    if (key === "errorMessage" && typeof value === "string") return undefined;
    return Array.isArray(value?.examples) ? { ...value, example: value.examples[0] } : value;
  });
}

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The page that shows the document, with a policy that allows what it needs. */
export const docsPagePlugin = fp(
  async (app) => {
    await app.register(async (page) => {
      page.addHook("onRequest", dropFileConditions);
      await page.register(swaggerUi, {
        routePrefix: "/api/docs",
        staticCSP: PAGE_POLICY,
        // without the bar on top, which is Fastify's own
        uiConfig: { layout: "BaseLayout" },
      });
    });
  },
  { name: "docs-page", dependencies: ["openapi"] },
);

/** Files are always sent whole, as RFC 9110, 14.2 allows: a range or version that isn't there would be the library's own error. */
async function dropFileConditions({ raw: { headers } }: FastifyRequest): Promise<void> {
  for (const name of ["range", "if-match", "if-unmodified-since"]) delete headers[name];
}

const readsSession = (schema: FastifySchema | undefined): schema is FastifySchema =>
  Boolean(schema && "security" in schema && Array.isArray(schema.security) && schema.security.length > 0);

/** Whether a route checks `X-User-Id`: all that need a session, and those that end one. */
const checksUser = (schema: FastifySchema | undefined, method: string | string[]): schema is FastifySchema =>
  readsSession(schema) && (changesSomething({ method }) || 401 in (schema.response as Record<string, unknown>));

/** Leaves the body out of the document if the route takes none. */
function withoutEmptyBody<S extends FastifySchema | undefined>(schema: S): S {
  if (schema?.body !== NoBodySchema) return schema;
  const { body: _none, ...rest } = schema;
  return rest as S;
}

/** What `requireSession` reads, before the route's schema is checked. */
const withUserIdHeader = (schema: FastifySchema): FastifySchema => ({
  ...schema,
  headers: Type.Object({
    ...(schema.headers as TObject | undefined)?.properties,
    "x-user-id": Type.Optional(
      Type.String({
        format: "uuid",
        description:
          "The user the caller believes is signed in. Another user's session is refused with 409 `SESSION_CHANGED`.",
      }),
    ),
  }),
  response: { ...errorResponses(409), ...(schema.response as Record<string, unknown>) },
});

/** How the document names and groups a public route. `operationId` is its name in generated clients. */
export const publicRoute = (operationId: string, tag: string, summary: string, description?: string) => ({
  operationId,
  tags: [tag],
  summary,
  ...(description && { description }),
  security: [] as Record<string, string[]>[],
});

/** The same for a route that reads the caller's credential. */
export const signedInRoute = (...words: Parameters<typeof publicRoute>) => ({
  ...publicRoute(...words),
  security: [{ bearer: [] }, { cookie: [] }] as Record<string, string[]>[],
});

/** The same for a route that answers without one too. */
export const optionallySignedInRoute = (...words: Parameters<typeof publicRoute>) => {
  const route = signedInRoute(...words);
  return { ...route, security: [...route.security, {}] };
};
