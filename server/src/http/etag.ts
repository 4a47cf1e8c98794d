import { Type } from "@sinclair/typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import fresh from "fresh";
import { invalidRequest } from "../errors.ts";

/**
 * Sets the response's ETag.
 * @returns whether the client already has that version (RFC 9110, 13.1.2). If so, just call `sendNotModified`.
 */
export function setEtag({ headers }: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  reply.header("etag", etag);
  // its Cache-Control is for caches on the way, and fetch sends no-cache by itself beside an If-None-Match
  return fresh({ "if-none-match": headers["if-none-match"] }, { etag });
}

/** For routes that send an ETag. */
export const IfNoneMatchHeadersSchema = Type.Object({
  "if-none-match": Type.Optional(
    Type.String({ description: "The ETag of a response the caller already has. 304 if it's still current." }),
  ),
});
export const notModifiedResponse = { 304: Type.Null({ description: "What `If-None-Match` names is still current" }) };

/** 304 without a body. */
export const sendNotModified = (reply: FastifyReply) => reply.code(304).send();

export const IfMatchHeadersSchema = Type.Object({
  "if-match": Type.Optional(
    Type.String({ description: "The ETag of the version that was loaded. 412 if it has changed since." }),
  ),
});

/** One entity tag of a list, with what follows it. Each character has one place to match. */
const ENTITY_TAG = /\s*(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(,|$)/y;

/**
 * The strong tags in a request's `If-Match`, without quotes. Undefined if any version will do: `*`, or no header.
 * @throws ApiError VALIDATION_ERROR for a header that can't be read
 */
export function readIfMatch({ headers }: Pick<FastifyRequest, "headers">): string[] | undefined {
  const header = headers["if-match"];
  if (header === undefined || header.trim() === "*") return undefined;
  const tags: string[] = [];
  ENTITY_TAG.lastIndex = 0;
  while (ENTITY_TAG.lastIndex < header.length) {
    const [, weak, tag = "", end] = ENTITY_TAG.exec(header) ?? [];
    if (end === undefined) throw malformed();
    // a weak tag never matches here (RFC 9110, 13.1.1)
    if (!weak) tags.push(tag);
    if (end === "") return tags;
  }
  throw malformed();
}

const malformed = () =>
  invalidRequest([{ in: "headers", path: "/if-match", message: 'Must be an ETag such as "3", or *' }]);
