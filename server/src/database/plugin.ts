import fp from "fastify-plugin";
import { addGauge, connectionWaitSeconds, statementSeconds } from "../metrics/registry.ts";
import { createDatabase, type Database } from "./client.ts";
import { captureDatabaseTime, withDatabaseTime } from "./time-limit.ts";

declare module "fastify" {
  interface FastifyInstance {
    db: Database;
  }
  interface FastifyRequest {
    /** Continues under the request's database time budget. */
    resumeDatabaseTime: ReturnType<typeof captureDatabaseTime>;
  }
}

type Options = {
  url: string;
  poolMax: number;
  timeLimitMs: number | undefined;
  preparedStatements: boolean;
  startStatement: ((name: string) => (error?: unknown) => void) | undefined;
};

/** A statement that takes this long is logged by name. */
const SLOW_MS = 500;

/** `app.db`, and the time each request may spend in it. */
export const databasePlugin = fp<Options>(
  async (app, { url, poolMax, timeLimitMs, preparedStatements, startStatement }) => {
    const observer = {
      startStatement,
      onConnection: (waitedMs: number) => connectionWaitSeconds.observe(waitedMs / 1000),
      onStatement: (statement: string, ms: number) => {
        statementSeconds.observe({ statement }, ms / 1000);
        if (ms >= SLOW_MS) app.log.warn({ event: "slow statement", statement, ms: Math.round(ms) }, "slow statement");
      },
    };
    const db = createDatabase({ url, max: poolMax, timeLimitMs, preparedStatements, observer });
    const { $client: pool } = db;
    const stopWatching = addGauge("db_connections", "The pool's connections, and who waits for one", ["state"], () => [
      { labels: { state: "idle" }, value: pool.idleCount },
      { labels: { state: "busy" }, value: pool.totalCount - pool.idleCount },
      { labels: { state: "waiting" }, value: pool.waitingCount },
    ]);
    // the pool replaces an idle connection that breaks; without a listener its error would end the process
    db.$client.on("error", (error) => app.log.warn({ err: error }, "lost an idle database connection"));
    app.decorate("db", db);
    app.addHook("onClose", () => {
      stopWatching();
      return pool.end();
    });

    app.decorateRequest("resumeDatabaseTime");
    app.addHook("onRequest", (request, _reply, done) => {
      withDatabaseTime(db.timeLimitMs, () => {
        request.resumeDatabaseTime = captureDatabaseTime();
        done();
      });
    });
    // reading a body leaves the request's context
    app.addHook("preValidation", (request, _reply, done) => request.resumeDatabaseTime(done));
  },
  { name: "database" },
);
