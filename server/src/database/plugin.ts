import fp from "fastify-plugin";
import { createDatabase, type Database } from "./client.ts";
import { captureDatabaseTime, withDatabaseTime } from "./time-limit.ts";

declare module "fastify" {
  interface FastifyInstance {
    db: Database;
  }
  interface FastifyRequest {
    /** Goes on in the request's time in the database. */
    resumeDatabaseTime: ReturnType<typeof captureDatabaseTime>;
  }
}

type Options = { url: string; poolMax: number; timeLimitMs: number | undefined; preparedStatements: boolean };

/** `app.db`, and the time that each request may spend in it. */
export const databasePlugin = fp<Options>(
  async (app, { url, poolMax, timeLimitMs, preparedStatements }) => {
    const db = createDatabase({ url, max: poolMax, timeLimitMs, preparedStatements });
    // an idle connection that breaks is replaced by the pool; unheard, its error would end the process
    db.$client.on("error", (error) => app.log.warn({ err: error }, "lost an idle database connection"));
    app.decorate("db", db);
    app.addHook("onClose", () => db.$client.end());

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
