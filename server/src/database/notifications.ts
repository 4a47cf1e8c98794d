import type { FastifyBaseLogger } from "fastify";
import { BoundedClient } from "./pool.ts";
import { withDatabaseTime } from "./time-limit.ts";

type Options = {
  url: string;
  channel: string;
  log: Pick<FastifyBaseLogger, "warn">;
  onNotification: (payload: string) => void;
  /** After the connection was lost and is there again: something may have been missed. */
  onGap: () => void;
};

const CONNECTION_LIMIT_MS = 1500;
const ANSWER_LIMIT_MS = 2400;
/** How soon a silent connection is noticed. */
const PING_EVERY_MS = 15_000;
const RETRY_FIRST_MS = 250;
const RETRY_MOST_MS = 5000;

/**
 * Hears a PostgreSQL channel, on one connection of its own that it opens when it is first needed and mends by itself. It
 * needs a direct connection: a pooler in transaction mode forgets who listens.
 */
export class Notifications {
  readonly #options: Options;
  #client: Promise<BoundedClient> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Resolves when notifications are heard from now on. @throws the database's error */
  async listen(): Promise<void> {
    // one connection attempt at a time
    this.#client ??= this.#connect();
    try {
      await this.#client;
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    const client = await this.#client?.catch(() => undefined);
    await client?.end().catch(() => {});
  }

  async #connect(): Promise<BoundedClient> {
    const { url, channel, onNotification } = this.#options;
    const client = new BoundedClient({
      connectionString: url,
      connectionTimeoutMillis: CONNECTION_LIMIT_MS,
      keepAlive: true,
      application_name: "cafe-app-ai notifications",
    });
    // every stream shares the connection, so none pays for it with its request's time in the database
    const ask = (statement: string) => withDatabaseTime(ANSWER_LIMIT_MS, () => client.query(statement));
    client.on("notification", ({ payload = "" }) => onNotification(payload));
    try {
      await client.connect();
      await ask(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      client.end().catch(() => {});
      throw error;
    }
    const ping = setInterval(() => ask("select 1").catch(() => lose()), PING_EVERY_MS).unref();
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      clearInterval(ping);
      client.end().catch(() => {});
      this.#client = undefined;
      if (!this.#closed) this.#reconnect(RETRY_FIRST_MS);
    };
    client.on("end", lose);
    client.on("error", lose);
    return client;
  }

  #reconnect(delayMs: number): void {
    this.#retry = setTimeout(async () => {
      try {
        await this.listen();
        this.#options.onGap();
      } catch (error) {
        this.#options.log.warn({ err: error }, "can't hear of changes from other processes; trying again");
        if (!this.#closed) this.#reconnect(Math.min(2 * delayMs, RETRY_MOST_MS));
      }
    }, delayMs).unref();
  }
}
