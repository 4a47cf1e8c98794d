import * as fc from "fast-check";
import type { TestApp } from "./build-test-app.ts";

/** The part of JSON Schema that the document uses. */
export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  anyOf?: Schema[];
  enum?: string[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
};

type Place = "body" | "path" | "query" | "header";
type Content = Record<string, { schema: Schema }>;

export type Operation = {
  /** Such as `POST /api/auth/signin`. */
  name: string;
  method: string;
  path: string;
  operationId?: string;
  security?: Record<string, string[]>[];
  parameters?: { in: Exclude<Place, "body">; name: string; required?: boolean; schema: Schema }[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { content?: Content; headers?: Record<string, unknown> }>;
};

/** Every operation of the document that the app itself publishes. */
export async function readOperations({ request }: Pick<TestApp, "request">): Promise<Operation[]> {
  const { body } = await request.get("/api/openapi.json").expect(200);
  return Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
    })),
  );
}

/** Whether the answer has an end: a stream of events has none, and nobody waits for it. */
export const hasEnd = ({ responses }: Operation) => !responses["200"]?.content?.["text/event-stream"];

/** What an operation takes, as one object with a property for each place. */
export function inputSchema({ parameters = [], requestBody }: Operation): Schema {
  const places = (["path", "query", "header"] as const).flatMap((place): [string, Schema][] => {
    const here = parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return [];
    const properties = Object.fromEntries(here.map(({ name, schema }) => [name, schema]));
    const required = here.filter((parameter) => parameter.required).map(({ name }) => name);
    return [[place, { type: "object", properties, required }]];
  });
  const body = requestBody?.content["application/json"]?.schema;
  const required = [...places.map(([place]) => place), ...(body && requestBody?.required ? ["body"] : [])];
  return { type: "object", properties: { ...Object.fromEntries(places), ...(body && { body }) }, required };
}

export type Input = { path?: Values; query?: Values; header?: Values; body?: unknown };
type Values = Record<string, unknown>;

/** Values that fit the schema. */
export function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fitting));
  switch ([schema.type].flat()[0]) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1_000_000 });
    case "number":
      return fc.double({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1_000_000, noNaN: true });
    case "array":
      return fc.array(fitting(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      });
    case "object": {
      const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [name, fitting(property)]);
      return fc.record<Record<string, unknown>>(Object.fromEntries(properties), {
        requiredKeys: schema.required ?? [],
      });
    }
    case "string":
      return fittingText(schema);
    default:
      return fc.jsonValue();
  }
}

function fittingText({ format, pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const length = { minLength, maxLength };
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  if (format === "uuid") return fc.uuid();
  if (format === "uri") return fc.webUrl({ validSchemes: ["https"] }).filter(fits);
  if (format === "date-time") return fc.date({ noInvalidDate: true, min: EPOCH, max: MILLENNIUM }).map(isoTime);
  if (format === "timezone") return fc.constantFrom("UTC", "Europe/Berlin", "Pacific/Apia", "America/St_Johns");
  if (format === "text")
    return fc
      .string({ unit: "grapheme", ...length })
      .filter(fits)
      .filter(isPlain);
  if (pattern)
    return fc.stringMatching(withoutLookahead(pattern)).filter((text) => fits(text) && matches(pattern, text));
  return fc.string({ unit: "grapheme", ...length }).filter(fits);
}

/** fast-check cannot make up a text for a lookahead; what it makes without is checked against the whole. */
const withoutLookahead = (pattern: string) => new RegExp(pattern.replaceAll(/\(\?!(?:\[[^\]]*\]|\\.|[^)])*\)/g, ""));
const matches = (pattern: string, text: string) => new RegExp(pattern).test(text);

const EPOCH = new Date(0);
const MILLENNIUM = new Date("2999-12-31T00:00:00Z");
const isoTime = (date: Date) => date.toISOString();
const isPlain = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text);

/** The request for an input, ready for `fetch`-like clients. What is no text is sent as JSON. */
export function requestOf({ method, path, requestBody }: Operation, input: Input) {
  const query = new URLSearchParams(Object.entries(input.query ?? {}).map(([name, value]) => [name, asText(value)]));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(asText(input.path?.[name]).toWellFormed()),
  );
  // what no header can hold never leaves the client
  const asHeader = (value: unknown) => asText(value).replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "?");
  const headers = Object.fromEntries(
    Object.entries(input.header ?? {}).map(([name, value]) => [name, asHeader(value)]),
  );
  const body = requestBody && input.body !== undefined ? JSON.stringify(input.body) : undefined;
  return {
    method,
    path: query.size > 0 ? `${filled}?${query}` : filled,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    body,
  };
}

const asText = (value: unknown) => (typeof value === "string" ? value : `${JSON.stringify(value)}`);
