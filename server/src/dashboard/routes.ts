import {
  DashboardQuerySchema,
  DashboardSchema,
  DEFAULT_COMPARISON,
  DEFAULT_RANGE,
} from "@cafe-app-ai/shared/dashboard";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { LRUCache } from "lru-cache";
import { dateIn } from "../days.ts";
import { sendSerialised, success } from "../http/envelope.ts";
import { IfNoneMatchHeadersSchema, notModifiedResponse, sendNotModified, setEtag } from "../http/etag.ts";
import { signedInRoute } from "../http/openapi/openapi.ts";
import { ownerOf } from "../session/owner.ts";
import { createCafeLookup } from "./cafe-versions.ts";
import { computeDashboard } from "./compute-dashboard.ts";
import { dashboardEtag } from "./etag.ts";

/** Size of the answer cache in characters: about a thousand answers. */
const CACHE_SIZE = 8 * 1024 * 1024;

export const dashboardRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const findCafe = createCafeLookup(app.db);
  // by ETag, which names the owner, the question and the version: what it names never changes
  const answers = new LRUCache<string, string>({ maxSize: CACHE_SIZE, sizeCalculation: ({ length }) => length });

  app.get(
    "/data",
    {
      schema: {
        ...signedInRoute("getDashboardData", "dashboard", "Get the dashboard's figures, newest orders and days"),
        querystring: DashboardQuerySchema,
        headers: IfNoneMatchHeadersSchema,
        response: {
          200: SuccessEnvelopeSchema(DashboardSchema),
          ...notModifiedResponse,
        },
      },
    },
    async (request, reply) => {
      const owner = ownerOf(request);
      const cafe = await findCafe(owner);
      const { range = DEFAULT_RANGE, timezone = cafe.timezone, compare = DEFAULT_COMPARISON } = request.query;
      const question = { owner, range, timezone, compare };

      const etag = dashboardEtag(question, cafe.version, dateIn(timezone));
      const unchanged = setEtag(request, reply, etag);
      if (unchanged) return sendNotModified(reply);
      const known = answers.get(etag);
      if (known) return sendSerialised(reply, known);

      const { version, dashboard } = await computeDashboard(app.db, question);
      const answer = `${reply.serialize(success(dashboard))}`;
      // orders may have changed since the version was read, and a day may have begun
      const ownEtag = dashboardEtag(question, version, dashboard.chartMetrics.at(-1)?.date ?? "");
      answers.set(ownEtag, answer);
      return sendSerialised(reply.header("etag", ownEtag), answer);
    },
  );
};
