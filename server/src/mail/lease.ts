/** Milliseconds. */
export type LeaseLimits = {
  /** How long a process keeps a mail to itself. It's renewed while the mail is being sent, so a crash is noticed soon. */
  leaseMs: number;
  /** How long one delivery may take in all, however slowly the mail server responds. */
  deadlineMs: number;
};

/**
 * Keeps a mail from other processes while it's being delivered. If that takes too long, or the lease can't be renewed,
 * `signal` aborts the delivery before another process may take the mail.
 */
export class MailLease {
  readonly #controller = new AbortController();
  readonly #renewal: NodeJS.Timeout;
  readonly #deadline: NodeJS.Timeout;
  #expiry: NodeJS.Timeout;
  #ended = false;

  /** @param renew makes the lease last as long again; false where the mail is no longer this process's */
  constructor(renew: () => Promise<boolean>, { leaseMs, deadlineMs }: LeaseLimits) {
    const expireIn = (ms: number) => setTimeout(() => this.abort("the lease could not be renewed"), ms);
    // a little before it ends for others
    const usableMs = leaseMs * 0.8;
    this.#expiry = expireIn(usableMs);
    this.#deadline = setTimeout(() => this.abort("the mail server takes too long"), deadlineMs);
    this.#renewal = setInterval(async () => {
      const asked = performance.now();
      // an error leaves the expiry as it stands
      const renewed = await renew().catch(() => undefined);
      if (renewed === false) this.abort("another process has taken the mail");
      if (!renewed || this.#ended) return;
      clearTimeout(this.#expiry);
      this.#expiry = expireIn(usableMs - (performance.now() - asked));
    }, leaseMs / 3);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason: string): void {
    this.end();
    this.#controller.abort(new Error(reason));
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#renewal);
    clearTimeout(this.#deadline);
    clearTimeout(this.#expiry);
  }
}
