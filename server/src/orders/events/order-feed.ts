import { Readable } from "node:stream";
import type { OrderEvent } from "@cafe-app-ai/shared/orders";
import type { FastifyBaseLogger } from "fastify";
import { Notifications } from "../../database/notifications.ts";
import { ApiError } from "../../errors.ts";

const STREAMS_PER_OWNER = 10;
const COMMENT_EVERY_MS = 20_000;
/** A client that doesn't read for so long is cut off; it comes back and refetches. */
const UNREAD_MAX_BYTES = 64 * 1024;

type Stream = { readable: Readable; timer: NodeJS.Timeout };
type Opening = {
  owner: string;
  /** Whether the client was here before, and may have missed something. */
  resumed: boolean;
  /** Checked from time to time; the stream ends once the session has. */
  isSessionLive: () => Promise<boolean>;
};

/** The streams of events that are open in this process, fed by what PostgreSQL tells every process. */
export class OrderFeed {
  readonly #notifications: Notifications;
  readonly #streams = new Map<string, Set<Stream>>();
  #lastId = 0;

  constructor({ url, log }: { url: string; log: FastifyBaseLogger }) {
    this.#notifications = new Notifications({
      url,
      channel: "orders",
      log,
      onNotification: (payload) => {
        const { owner, ...event } = JSON.parse(payload) as OrderEvent & { owner: string };
        for (const stream of this.#streams.get(owner) ?? []) this.#send(stream, event);
      },
      onGap: () => {
        for (const streams of this.#streams.values()) {
          for (const stream of streams) this.#send(stream, { change: "resync" });
        }
      },
    });
  }

  /**
   * Opens a stream, which hears of every change from then on.
   * @throws ApiError RATE_LIMITED for one too many; the database's error if nothing can be heard
   */
  async open({ owner, resumed, isSessionLive }: Opening): Promise<Readable> {
    const own = this.#streams.get(owner) ?? new Set();
    if (own.size >= STREAMS_PER_OWNER) {
      throw new ApiError("RATE_LIMITED", `You can have at most ${STREAMS_PER_OWNER} event streams open.`, {
        headers: { "retry-after": "30" },
      });
    }
    const readable = new Readable({ read() {} });
    const beat = () => void this.#beat(stream, isSessionLive);
    const stream = { readable, timer: setInterval(beat, COMMENT_EVERY_MS).unref() };
    this.#streams.set(owner, own.add(stream));
    readable.on("close", () => {
      clearInterval(stream.timer);
      own.delete(stream);
      if (own.size === 0) this.#streams.delete(owner);
    });
    try {
      await this.#notifications.listen();
    } catch (error) {
      readable.destroy();
      throw error;
    }
    // an id at once, so that a reconnect names one
    readable.push(`retry: 2000\nid: ${this.#nextId()}\n\n`);
    if (resumed) this.#send(stream, { change: "resync" });
    return readable;
  }

  /** How many are open. */
  get streams(): number {
    return this.#streams.values().reduce((sum, { size }) => sum + size, 0);
  }

  /** Ends every stream; the clients reconnect to another process. */
  endAll(): void {
    for (const streams of this.#streams.values()) for (const { readable } of streams) readable.push(null);
  }

  close = () => this.#notifications.close();

  #send({ readable }: Stream, event: OrderEvent): void {
    if (readable.readableLength > UNREAD_MAX_BYTES) readable.destroy();
    else readable.push(`id: ${this.#nextId()}\nevent: orders\ndata: ${JSON.stringify(event)}\n\n`);
  }

  async #beat({ readable }: Stream, isSessionLive: () => Promise<boolean>): Promise<void> {
    // if the database is unreachable, check again next time
    const live = await isSessionLive().catch(() => true);
    if (!readable.destroyed) readable.push(live ? ":\n\n" : null);
  }

  #nextId = () => `${Date.now()}-${++this.#lastId}`;
}
