import { CafeSettingsSchema, DEFAULT_CAFE_SETTINGS, UpdateCafeSettingsSchema } from "@cafe-app-ai/shared/cafe";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { sql } from "drizzle-orm";
import { cafes } from "../database/schema.ts";
import { success } from "../http/envelope.ts";
import { signedInRoute } from "../http/openapi/openapi.ts";
import { ownedBy, ownerOf } from "../session/owner.ts";

const { currency, timezone } = cafes;

/** The café's currency and time zone. */
export const cafeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app;

  app.get(
    "",
    {
      schema: {
        ...signedInRoute("getSettings", "settings", "Get the café's currency and time zone"),
        response: { 200: SuccessEnvelopeSchema(CafeSettingsSchema) },
      },
    },
    async (request) => {
      const [settings] = await db
        .select({ currency, timezone })
        .from(cafes)
        .where(ownedBy(ownerOf(request), cafes));
      return success(settings ?? DEFAULT_CAFE_SETTINGS);
    },
  );

  app.patch(
    "",
    {
      schema: {
        ...signedInRoute(
          "changeSettings",
          "settings",
          "Change the café's currency or time zone",
          "Stored orders keep their currency. Figures count only orders in the account's currency.",
        ),
        body: UpdateCafeSettingsSchema,
        response: { 200: SuccessEnvelopeSchema(CafeSettingsSchema) },
      },
    },
    async (request) => {
      const [settings] = await db
        .insert(cafes)
        .values({ userId: ownerOf(request), ...request.body, version: 1 })
        .onConflictDoUpdate({ target: cafes.userId, set: { ...request.body, version: sql`${cafes.version} + 1` } })
        .returning({ currency, timezone });
      if (!settings) throw new Error("an upsert returned no row");
      return success(settings);
    },
  );
};
