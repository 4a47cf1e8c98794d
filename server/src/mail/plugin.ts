import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import { ApiError } from "../errors.ts";
import { MailLimits } from "./limits.ts";
import { type Composers, MailOutbox } from "./outbox.ts";
import { createTransport, mailMode } from "./transport.ts";
import { watchMailQueue } from "./watch-queue.ts";

declare module "fastify" {
  interface FastifyInstance {
    mail: MailOutbox;
    /** The first step of a handler that can't do anything without mail. @throws ApiError MAIL_NOT_CONFIGURED */
    requireMail: () => void;
  }
}

/** How often the outbox is checked for retries and for what other processes left, in milliseconds. */
const POLL_INTERVAL_MS = 5_000;

/** Sends mail outside the request: `app.mail.send` queues it, and this process or another sends it. */
export const mailPlugin = fp<{ config: Config; composers: Composers }>(
  async (app, { config, composers }) => {
    const transport = createTransport(config, app.log);
    const { db, log } = app;
    const limits = new MailLimits(db.$client, config);
    const outbox = new MailOutbox({ context: { db, log, limits, config }, composers, transport });
    app.decorate("mail", outbox);
    app.decorate("requireMail", () => {
      if (mailMode(config) === "off") throw new ApiError("MAIL_NOT_CONFIGURED", "This server can't send email.");
    });

    const stopWatching = watchMailQueue(db);
    let timer: NodeJS.Timeout | undefined;
    app.addHook("onReady", async () => {
      outbox.wake();
      timer = setInterval(() => outbox.wake(), POLL_INTERVAL_MS).unref();
    });
    app.addHook("onClose", async () => {
      clearInterval(timer);
      stopWatching();
      await outbox.close();
    });
  },
  { name: "mail", dependencies: ["database"] },
);
