import pg from "pg";
import { labelOf } from "./statement-label.ts";
import {
  captureDatabaseTime,
  DatabaseTimeoutError,
  databaseTimeLeftMs,
  startDatabaseTime,
  withDatabaseTime,
} from "./time-limit.ts";

export type PoolOptions = {
  url: string;
  max: number;
  /** How long one request may spend in the database in all, and so the most that one statement may. */
  timeLimitMs: number;
  /** `false` for a pooler that hands each statement to another connection. */
  preparedStatements?: boolean | undefined;
  observer?: Observer | undefined;
};

/** Told how long things take. */
type Observer = {
  /** A statement by its name, or else its first word. */
  onStatement?: (statement: string, ms: number) => void;
  onConnection?: (waitedMs: number) => void;
  /** Called when a statement starts. @returns a function to call when it ends */
  startStatement?: ((statement: string) => (error?: unknown) => void) | undefined;
};

/** How long a statement waits for a lock, so that a locked table holds up no connection for long. */
const LOCK_LIMIT_MS = 1000;
const CONNECTION_LIMIT_MS = 1500;
/** Frees the locks of a process that has gone silent within a transaction. */
const IDLE_IN_TRANSACTION_LIMIT_MS = 5000;
/** How long a connection may take to close before it's cut. */
const GOODBYE_LIMIT_MS = 1000;
const MAX_LIFETIME_SECONDS = 900;

/**
 * A pool in which no wait is endless, and in which a connection that somebody has given up on is never used again: what
 * still runs on it would mix with what the next one does.
 */
export function createPool({ url, max, timeLimitMs, preparedStatements = true, observer }: PoolOptions): pg.Pool {
  return new BoundedPool({
    Client: preparedStatements ? BoundedClient : UnnamedClient,
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECTION_LIMIT_MS,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: MAX_LIFETIME_SECONDS,
    timeLimitMs,
    observer,
    onConnect: (client) => setLimits(client, timeLimitMs),
    keepAlive: true,
    application_name: "cafe-app-ai",
  });
}

/** By statement, because a pooler refuses limits in the startup packet. deploy/pgbouncer sets them for its own connections. */
function setLimits(client: pg.ClientBase, timeLimitMs: number): Promise<unknown> {
  const limits = {
    lock_timeout: LOCK_LIMIT_MS,
    statement_timeout: timeLimitMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_LIMIT_MS,
  };
  const settings = Object.entries(limits).map(([name, ms]) => `set ${name} = ${ms}`);
  // under its own budget: a request that waits for the connection has a limit for that
  return withDatabaseTime(CONNECTION_LIMIT_MS, () => client.query(settings.join("; ")));
}

type BoundedOptions = { timeLimitMs?: number; observer?: Observer | undefined };

const MAX_TIMER_MS = 2 ** 31 - 1;

type Loose = (...args: unknown[]) => unknown;
type Callback = (error: unknown, ...results: unknown[]) => void;

/** Waits for a connection within the time that the caller has left in the database. */
class BoundedPool extends pg.Pool {
  constructor(options: pg.PoolConfig & BoundedOptions) {
    super(options);
    const connect = this.connect.bind(this);
    const connectWithin = (callback: (error?: Error, client?: pg.PoolClient, release?: Loose) => void) => {
      const leftMs = databaseTimeLeftMs(CONNECTION_LIMIT_MS);
      if (leftMs <= 0) return callback(new DatabaseTimeoutError("no time left to wait for a connection"));
      // the caller that returns a connection resumes the waiter, in that caller's async context rather than ours
      const resume = captureDatabaseTime();
      const stop = startDatabaseTime();
      const started = performance.now();
      let waiting = true;
      const timer = setTimeout(() => {
        waiting = false;
        stop();
        callback(new DatabaseTimeoutError("no connection became free in time"));
      }, leftMs);
      connect((error, client, release) => {
        if (!waiting) return client?.release();
        clearTimeout(timer);
        stop();
        options.observer?.onConnection?.(performance.now() - started);
        resume(callback, error, client, release);
      });
    };
    this.connect = ((callback?: Callback) =>
      callback
        ? connectWithin(callback)
        : new Promise<unknown>((resolve, reject) => {
            connectWithin((error, client) => (error ? reject(error) : resolve(client)));
          })) as pg.Pool["connect"];
  }
}

/** Ends itself when a statement takes longer than the caller's time in the database. */
export class BoundedClient extends pg.Client {
  constructor({ timeLimitMs, observer, ...options }: pg.ClientConfig & BoundedOptions = {}) {
    super(options);
    const limitMs = timeLimitMs ?? MAX_TIMER_MS;
    // an error already fails the statement in progress; without a listener it would end the process as well
    this.on("error", () => {});
    const send = this.query.bind(this) as Loose;
    const sendWithin = (...args: unknown[]) => {
      const [statement] = args;
      // a stream, read at the reader's own pace
      if (isSubmittable(statement)) return send(...args);
      const callback = args.find((arg): arg is Callback => typeof arg === "function");
      const leftMs = databaseTimeLeftMs(limitMs);
      if (leftMs <= 0) {
        const error = new DatabaseTimeoutError("no time left for a statement");
        if (!callback) return Promise.reject(error);
        return process.nextTick(callback, error);
      }
      const stop = startDatabaseTime();
      const end = observer?.startStatement?.(labelOf(statement));
      const started = performance.now();
      const timer = setTimeout(() => this.destroy("a statement took too long"), leftMs);
      const finish = (error?: unknown) => {
        clearTimeout(timer);
        stop();
        end?.(error);
        observer?.onStatement?.(labelOf(statement), performance.now() - started);
      };
      if (!callback) {
        const result = send(...args) as Promise<unknown>;
        result.then(() => finish(), finish);
        return result;
      }
      return send(
        ...args.map((arg) =>
          arg === callback
            ? (...results: Parameters<Callback>) => {
                finish(results[0]);
                callback(...results);
              }
            : arg,
        ),
      );
    };
    this.query = sendWithin as pg.Client["query"];
    const end = this.end.bind(this) as Loose;
    this.end = ((...args: unknown[]) => {
      setTimeout(() => this.destroy("the connection did not close"), GOODBYE_LIMIT_MS).unref();
      return end(...args);
    }) as pg.Client["end"];
  }

  /** Cuts the connection: whatever runs on it fails, and the server rolls its transaction back. */
  destroy(reason: string): void {
    this.connection.stream.destroy(new DatabaseTimeoutError(reason));
  }
}

/** PostgreSQL keeps a statement that has a name, on that connection alone. */
class UnnamedClient extends BoundedClient {
  constructor(options: pg.ClientConfig & BoundedOptions = {}) {
    super(options);
    const send = this.query.bind(this) as Loose;
    this.query = ((statement: unknown, ...rest: unknown[]) =>
      send(
        isNamed(statement) ? { ...statement, name: undefined, label: statement.name } : statement,
        ...rest,
      )) as pg.Client["query"];
  }
}

const isNamed = (statement: unknown): statement is { name: string } =>
  typeof statement === "object" && statement !== null && "name" in statement && !isSubmittable(statement);

const isSubmittable = (statement: unknown) =>
  typeof statement === "object" && statement !== null && "submit" in statement;
