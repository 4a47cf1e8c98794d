import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What this process tells of itself, for Prometheus. Every label has few values: nothing that a request chooses. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const registers = [registry];

export const requestSeconds = new Histogram({
  name: "http_request_duration_seconds",
  help: "Answered requests, by the route's pattern; none is `unmatched`",
  labelNames: ["method", "route", "status"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});

export const statementSeconds = new Histogram({
  name: "db_statement_duration_seconds",
  help: "SQL statements, by their name or else their first word",
  labelNames: ["statement"],
  buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2],
  registers,
});

export const connectionWaitSeconds = new Histogram({
  name: "db_connection_wait_seconds",
  help: "Waits for a connection of the pool",
  buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 1.5],
  registers,
});

export const signIns = new Counter({
  name: "sign_ins_total",
  help: "Sign-ins by method and result",
  labelNames: ["method", "result"],
  registers,
});

export const limitsHit = new Counter({
  name: "limits_hit_total",
  help: "Requests and emails refused by a limit",
  labelNames: ["limit"],
  registers,
});

type Reading = { labels?: Record<string, string>; value: number };
type Read = () => Reading[] | Promise<Reading[]>;

const gauges = new Map<string, Set<Read>>();

/**
 * A gauge that is read when somebody asks. What can't be read just then, because the database is unreachable for instance, is
 * left out.
 * @returns the function that takes it away again
 */
export function addGauge(name: string, help: string, labelNames: string[], read: Read): () => void {
  const reads = gauges.get(name) ?? new Set();
  if (!gauges.has(name)) {
    gauges.set(name, reads);
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        // without labels, that has set it to 0
        if (labelNames.length === 0) this.remove();
        for (const each of reads) {
          const readings = await Promise.resolve(each()).catch(() => []);
          for (const { labels = {}, value } of readings) this.inc(labels, value);
        }
      },
    });
  }
  reads.add(read);
  return () => void reads.delete(read);
}
