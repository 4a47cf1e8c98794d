import { closed } from "@cafe-app-ai/shared/common";
import type { ErrorDetail } from "@cafe-app-ai/shared/envelope";
import { findErrors } from "@cafe-app-ai/shared/validation";
import { OptionalKind, type TSchema, Type } from "@sinclair/typebox";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Value } from "@sinclair/typebox/value";
import fp from "fastify-plugin";
import { convertText } from "../convert-text.ts";
import { ApiError, invalidRequest } from "../errors.ts";
import { changesSomething } from "./changes-something.ts";

const PLACES: Record<string, ErrorDetail["in"]> = {
  body: "body",
  querystring: "query",
  params: "params",
  headers: "headers",
};

/** For routes that take no body, so that one that is sent isn't silently dropped. */
export const NoBodySchema = Type.Optional(Type.Object({}, closed));

/** Validates requests with the same schemas and messages as the browser. Only text inputs are converted. */
export const validationPlugin = fp(
  async (app) => {
    app.addHook("onRoute", (route) => {
      if (changesSomething(route) && !route.schema?.hide && !route.schema?.body)
        route.schema = { ...route.schema, body: NoBodySchema };
    });

    app.setValidatorCompiler<TSchema>(({ schema, httpPart = "body" }) => {
      const compiled = TypeCompiler.Compile(schema);
      const isBody = httpPart === "body";
      const optional = isBody && OptionalKind in schema;
      return (input) => {
        // Fastify passes null if there is no body
        if (optional && input === null) return { value: undefined };
        const value = isBody ? input : convert(schema, Value.Default(schema, input));
        if (compiled.Check(value)) return { value };
        const place = PLACES[httpPart] ?? "body";
        const details: ErrorDetail[] = findErrors(schema, value).map((error) => ({ in: place, ...error }));
        if (isBody && (typeof value !== "object" || value === null))
          return { error: new ApiError("VALIDATION_ERROR", "The body must be a JSON object.", { details }) };
        return { error: invalidRequest(details) };
      };
    });
  },
  { name: "validation" },
);

/** Converts text to its property's type. */
function convert(schema: TSchema, input: unknown): unknown {
  if (typeof input !== "object" || input === null) return input;
  const values = Object.entries(input).map(([name, value]) => {
    const { type } = schema.properties?.[name] ?? {};
    return [name, typeof value === "string" ? convertText(type, value) : value];
  });
  return Object.fromEntries(values);
}
