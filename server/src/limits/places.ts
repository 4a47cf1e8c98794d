import type { IncomingMessage, ServerResponse } from "node:http";

/** Requests that a process works on at once: more keep the processor and the database no busier. docs/decisions/0022 */
const PLACES = 64;
/** How long others wait for a place, and how many: what a burst brings is worked off meanwhile. */
const WAIT_LIMIT_MS = 250;
const WAITING_MOST = 1000;
/** Counted in looks, so that a process that was held up for a moment doesn't refuse everybody at its end. */
const LOOK_EVERY_MS = 25;
const LOOKS_MOST = WAIT_LIMIT_MS / LOOK_EVERY_MS;
/** For how long requests begin in one turn of the event loop: some are answered within it, and many would make it a long one. */
const TURN_MS = 10;
/**
 * A request that hasn't sent its body by then, or still waits for an answer from elsewhere, continues without a place.
 * Otherwise a few of them would keep everybody out.
 */
const ABSENT_LIMIT_MS = 250;

type Visit = { request: IncomingMessage; response: ServerResponse; arrivedAtLook: number };

/** Room for so many requests at once. Others wait for a moment, and are then refused. */
export class Places {
  taken = 0;
  #held = false;
  #taking = false;
  #looks = 0;
  #spentMs = 0;
  #waiting: Visit[] = [];
  /** Requests that get a place within `WAIT_LIMIT_MS`. */
  #pace = 0;
  #served = 0;
  #servedSince = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #leaving = new WeakMap<IncomingMessage, NodeJS.Timeout | undefined>();
  readonly #serve: (visit: Visit) => void;
  readonly #refuse: (visit: Visit) => void;

  constructor(serve: (visit: Visit) => void, refuse: (visit: Visit) => void) {
    this.#serve = serve;
    this.#refuse = refuse;
  }

  enter(request: IncomingMessage, response: ServerResponse): void {
    const visit = { request, response, arrivedAtLook: this.#looks };
    if (this.#waiting.length === 0 && this.#isFree()) {
      this.#take(visit);
      return;
    }
    this.#waiting.push(visit);
    if (this.#waiting.length > WAITING_MOST) this.#refuseOldest();
    this.#takeSoon();
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  leave(request: IncomingMessage): void {
    if (!this.#leaving.has(request)) return;
    clearTimeout(this.#leaving.get(request));
    this.#leaving.delete(request);
    this.taken -= 1;
    this.#takeSoon();
  }

  /** A request that waits for another service gives up its place, but not before the time that most need. */
  leaveSoon(request: IncomingMessage): void {
    if (!this.#leaving.has(request)) return;
    clearTimeout(this.#leaving.get(request));
    this.#leaving.set(request, setTimeout(() => this.leave(request), ABSENT_LIMIT_MS).unref());
  }

  /** Everybody waits until `resume`. */
  hold(): void {
    this.#held = true;
  }

  resume(): void {
    this.#held = false;
    this.#takeSoon();
  }

  #isFree(): boolean {
    return !this.#held && this.taken < PLACES && this.#spentMs < TURN_MS;
  }

  /** In the event loop's next turn. */
  #takeSoon(): void {
    if (this.#taking) return;
    this.#taking = true;
    setImmediate(() => {
      this.#taking = false;
      this.#spentMs = 0;
      while (this.#waiting.length > 0 && this.#isFree()) this.#takeNext();
      if (this.#waiting.length > 0 && this.#spentMs > 0) this.#takeSoon();
    });
  }

  #takeNext(): void {
    // more than can be served in time: the newest still can be, the oldest would only just miss it one after another
    const next = this.#waiting.length > this.#pace ? this.#waiting.pop() : this.#waiting.shift();
    if (next && !isGone(next)) this.#take(next);
  }

  #take(visit: Visit): void {
    const { request, response } = visit;
    this.taken += 1;
    this.#measurePace();
    const leaveWithoutBody = () => {
      if (!request.complete) this.leave(request);
    };
    this.#leaving.set(request, hasBody(request) ? setTimeout(leaveWithoutBody, ABSENT_LIMIT_MS).unref() : undefined);
    response.once("close", () => this.leave(request));
    const began = performance.now();
    this.#serve(visit);
    this.#spentMs += performance.now() - began;
    this.#takeSoon();
  }

  #measurePace(): void {
    this.#served += 1;
    const elapsed = performance.now() - this.#servedSince;
    if (elapsed < WAIT_LIMIT_MS) return;
    this.#pace = (this.#served * WAIT_LIMIT_MS) / elapsed;
    this.#served = 0;
    this.#servedSince = performance.now();
  }

  #look(): void {
    if (this.#held) return;
    this.#looks += 1;
    while (this.#looks - (this.#waiting[0]?.arrivedAtLook ?? Infinity) > LOOKS_MOST) this.#refuseOldest();
    if (this.#waiting.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #refuseOldest(): void {
    const visit = this.#waiting.shift();
    if (visit && !isGone(visit)) this.#refuse(visit);
  }
}

/** A response that waits behind another on its connection is closed only after it. */
const isGone = ({ request, response }: Visit) => response.closed || request.socket.destroyed;

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
