import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import {
  IMPORT_MAX_BYTES,
  type Imported,
  ImportedSchema,
  ImportPreviewSchema,
  ImportQuerySchema,
} from "@cafe-app-ai/shared/orders";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@sinclair/typebox";
import pLimit from "p-limit";
import { cafes } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { answerOnce, IdempotencyHeadersSchema, type LongWork } from "../../http/idempotency.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { limitAtOnce } from "../../limits/at-once.ts";
import { ownedBy, ownerOf } from "../../session/owner.ts";
import { IMPORT_DEADLINE_MS, importOrders, inOrderOfDays, previewImport } from "./import-orders.ts";
import { limitImports } from "./limit-imports.ts";
import { readImport } from "./read-import.ts";

/** How many files a process reads at a time, and how many it has read and is writing: each takes tens of megabytes. */
const READ_AT_ONCE = 1;
const WRITTEN_AT_ONCE = 2;

/** Orders from a CSV file. */
export const importRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app;
  const limitReading = pLimit(READ_AT_ONCE);
  const limitWriting = pLimit(WRITTEN_AT_ONCE);

  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>("text/csv", { parseAs: "buffer" }, (request, body, done) => {
    request.rawBody = body;
    done(null, body);
  });
  app.addContentTypeParser("*", (_request, _body, done) =>
    done(new ApiError("UNSUPPORTED_MEDIA_TYPE", "Send the file with Content-Type: text/csv.")),
  );

  app.post(
    "/import",
    {
      onRequest: [limitAtOnce, limitImports],
      bodyLimit: IMPORT_MAX_BYTES,
      schema: {
        ...signedInRoute(
          "importOrders",
          "orders",
          "Import orders from a CSV file, all or none",
          "The first line names the columns: item, category, quantity, total or totalCents, and optionally currency, status, placedAt. A line break in an item or a category becomes a space.",
        ),
        body: { content: { "text/csv": { schema: Type.Any({ type: "string", format: "binary" }) } } },
        headers: IdempotencyHeadersSchema,
        querystring: ImportQuerySchema,
        response: {
          200: { ...SuccessEnvelopeSchema(ImportPreviewSchema), description: "With `dryRun`: what would be imported" },
          201: SuccessEnvelopeSchema(ImportedSchema),
          ...errorResponses(429),
        },
      },
    },
    async (request, reply) => {
      const file = request.rawBody;
      if (!file) throw new ApiError("UNSUPPORTED_MEDIA_TYPE", "Send the file with Content-Type: text/csv.");
      const owner = ownerOf(request);
      const read = async () => {
        const [cafe] = await db.select({ currency: cafes.currency }).from(cafes).where(ownedBy(owner, cafes));
        return limitReading(() => readImport(file, cafe?.currency ?? DEFAULT_CURRENCY));
      };
      if (request.query.dryRun) return success(previewImport(await read()));
      const importFile: LongWork<Imported> = {
        deadlineMs: IMPORT_DEADLINE_MS,
        prepare: async () => {
          const { orders, ignoredColumns } = await read();
          const ordered = await inOrderOfDays(orders);
          return async (tx) => {
            const imported = await importOrders(tx, owner, ordered);
            return { status: 201, data: { imported, ignoredColumns } };
          };
        },
      };
      return limitWriting(() => answerOnce(db, request, reply, importFile));
    },
  );
};
