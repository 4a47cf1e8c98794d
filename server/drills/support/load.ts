import { setTimeout as sleep } from "node:timers/promises";

/** What one request came to; status 0 where there was no answer at all, and then why. */
export type Outcome = { status: number; startedAt: number; ms: number; failure?: string };

type Request = () => Promise<Response>;

/** Sends requests one after another in each of `clients` at once, until it is stopped. */
export function startLoad(clients: number, request: (client: number) => Request, onSuccess?: (client: number) => void) {
  const outcomes: Outcome[] = [];
  let stopped = false;
  const loops = Array.from({ length: clients }, async (_, client) => {
    while (!stopped) {
      const outcome = await measure(request(client));
      outcomes.push(outcome);
      if (outcome.status >= 200 && outcome.status < 300) onSuccess?.(client);
      // whoever is refused waits a moment, as a browser's retry does
      else await sleep(20);
    }
  });
  return {
    outcomes,
    stop: async () => {
      stopped = true;
      await Promise.all(loops);
      return outcomes;
    },
  };
}

async function measure(request: Request): Promise<Outcome> {
  const startedAt = performance.now();
  const { status, failure } = await request().then(
    async (response) => {
      await response.arrayBuffer();
      return { status: response.status, failure: undefined };
    },
    ({ message, cause }) => ({ status: 0, failure: String(cause?.code ?? message) }),
  );
  return { status, startedAt, ms: performance.now() - startedAt, ...(failure !== undefined && { failure }) };
}

export const slowest = (outcomes: Outcome[]) => Math.max(0, ...outcomes.map(({ ms }) => ms));

export function percentile(outcomes: Outcome[], share: number): number {
  const times = outcomes.map(({ ms }) => ms).sort((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

/** How often each status came, such as `200: 812, 503: 40`. */
export function statuses(outcomes: Outcome[]): string {
  const counts = Map.groupBy(outcomes, ({ status, failure = "no answer" }) => status || failure);
  return [...counts].map(([what, of]) => `${what}: ${of.length}`).join(", ");
}
