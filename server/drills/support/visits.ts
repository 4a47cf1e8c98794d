import { get } from "node:http";
import { setInterval as every } from "node:timers/promises";
import type { Outcome } from "./load.ts";

/** Asks on a new connection each time, at a steady pace, as whoever comes by does. */
export function startVisits(url: string, headers: Record<string, string>, everyMs: number) {
  const visits: Promise<Outcome>[] = [];
  const stop = new AbortController();
  const running = (async () => {
    try {
      for await (const _ of every(everyMs, undefined, stop)) visits.push(visit(url, headers));
    } catch {
      // stopped
    }
  })();
  return {
    stop: async (): Promise<Outcome[]> => {
      stop.abort();
      await running;
      return Promise.all(visits);
    },
  };
}

function visit(url: string, headers: Record<string, string>): Promise<Outcome> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ status, startedAt, ms: performance.now() - startedAt });
    get(url, { agent: false, headers }, (response) => {
      response.resume().on("end", () => end(response.statusCode ?? 0));
    }).on("error", () => end(0));
  });
}
