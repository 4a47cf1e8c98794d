import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@sinclair/typebox";
import { serviceUnavailable } from "../../errors.ts";
import { nothing, sendStream } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { leaveQueue } from "../../limits/overload.ts";
import { addGauge } from "../../metrics/registry.ts";
import { ownerOf } from "../../session/owner.ts";
import { OrderFeed } from "./order-feed.ts";

/** What happens to orders, as it happens. */
export const orderEventRoutes: FastifyPluginAsyncTypebox<{ url: string }> = async (app, { url }) => {
  const feed = new OrderFeed({ url, log: app.log });
  app.addHook("preClose", async () => feed.endAll());
  const stopWatching = addGauge("live_event_streams", "Open streams of events", [], () => [{ value: feed.streams }]);
  app.addHook("onClose", () => {
    stopWatching();
    return feed.close();
  });

  app.get(
    "/events",
    {
      schema: {
        ...signedInRoute(
          "streamOrderEvents",
          "orders",
          "Stream changes to orders",
          'Server-sent events: `event: orders`, with `data: { change, ids, count }`. After a reconnect, the first one is `{ change: "resync" }`: fetch again whatever you show.',
        ),
        headers: Type.Object({
          "last-event-id": Type.Optional(Type.String({ description: "Sent by the browser when it reconnects" })),
        }),
        response: {
          200: {
            description: "Events, until the session ends",
            content: { "text/event-stream": { schema: Type.String() } },
          },
          ...errorResponses(429),
        },
      },
    },
    async (request, reply) => {
      leaveQueue(request);
      if (app.shuttingDown) throw serviceUnavailable("The server is shutting down.");
      const { token } = request.session;
      const open = () =>
        feed.open({
          owner: ownerOf(request),
          resumed: request.headers["last-event-id"] !== undefined,
          isSessionLive: () => app.sessions.isLive(token),
        });
      const stream = request.method === "HEAD" ? nothing() : await open();
      // otherwise nginx holds events back until its buffer is full
      return sendStream(reply.header("x-accel-buffering", "no"), "text/event-stream; charset=utf-8", stream);
    },
  );
};
