import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import { type InboxMail, InboxMailSchema } from "@cafe-app-ai/shared/inbox";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@sinclair/typebox";
import { desc, isNotNull } from "drizzle-orm";
import { mails } from "../database/schema.ts";
import { success } from "../http/envelope.ts";
import { publicRoute } from "../http/openapi/openapi.ts";

/** Development's inbox: the mails that would have been sent. Never registered in production. */
export const inboxRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    "/inbox",
    {
      schema: {
        ...publicRoute(
          "listInboxMails",
          "inbox",
          "List the development inbox's newest emails",
          "Only in development, while no mail server is set.",
        ),
        response: { 200: SuccessEnvelopeSchema(Type.Array(InboxMailSchema)) },
      },
    },
    async () => {
      const rows = await app.db
        .select()
        .from(mails)
        .where(isNotNull(mails.sentAt))
        .orderBy(desc(mails.sentAt), desc(mails.id))
        .limit(50);
      return success(
        rows.map(({ id, recipient, message, sentAt }): InboxMail => {
          const { subject = "", text = "", link = null } = message ?? {};
          return { id, to: recipient, subject, text, link, sentAt: sentAt?.toISOString() ?? "" };
        }),
      );
    },
  );
};
