import type { Break } from "../break.ts";

const OUTBOX = "server/src/mail/outbox.test.ts";
const DATABASE = "server/src/database/plugin.test.ts";
const TRANSPORT = "server/src/mail/transport.test.ts";
const LIMITS = "server/src/auth/mail/limits.test.ts";
const RECOVERY = "server/src/auth/password-reset/routes.test.ts";
const CLEAN_UP = "server/src/database/clean-up.test.ts";

export const databaseAndMailBreaks: Break[] = [
  {
    promise: "a remote mail server's certificate is checked",
    file: "server/src/mail/transport.ts",
    find: "rejectUnauthorized: !local",
    replace: "rejectUnauthorized: false",
    tests: [TRANSPORT],
  },
  {
    promise: "a remote mail server gets nothing in clear text",
    file: "server/src/mail/transport.ts",
    find: "requireTLS: !local && config.smtpRequireTls",
    replace: "requireTLS: false",
    tests: [TRANSPORT],
  },
  {
    promise: "every try of a mail carries the same Message-ID",
    file: "server/src/mail/transport.ts",
    find: "messageId: `<${id}@${senderDomain}>`,",
    replace: "",
    tests: [OUTBOX],
  },
  {
    promise: "a mail stays its process's own while a slow server takes it",
    file: "server/src/mail/outbox.ts",
    find: ".set({ sendAfter: this.#leaseEnd() }).where(own)",
    replace: ".set({ attempts }).where(own)",
    tests: [OUTBOX],
  },
  {
    promise: "a delivery ends at its deadline",
    file: "server/src/mail/transport.ts",
    find: "        signal,\n",
    replace: "",
    tests: [OUTBOX],
  },
  {
    promise: "a mail that a process took is not taken by another one while it is sent",
    file: "server/src/mail/outbox.ts",
    find: "leaseMs: 60_000",
    replace: "leaseMs: 1_000",
    tests: [OUTBOX],
  },
  {
    promise: "a mail is tried again within a quarter of an hour",
    file: "server/src/mail/outbox.ts",
    find: "Math.min(5 * 2 ** (attempts - 1), 900)",
    replace: "5 * 2 ** (attempts - 1)",
    tests: [OUTBOX],
  },
  {
    promise: "two processes send each mail once",
    file: "server/src/mail/outbox.ts",
    find: '.for("update", { skipLocked: true })',
    replace: "",
    tests: [OUTBOX],
  },
  {
    promise: "a mail that was refused for good is not tried again",
    file: "server/src/mail/transport.ts",
    find: "responseCode >= 500",
    replace: "responseCode >= 600",
    tests: [OUTBOX],
  },
  {
    promise: "a second try of a mail does not use up the recipient's limit",
    file: "server/src/auth/mail/mails.ts",
    find: "data: sql`${mails.data} - 'sender'`",
    replace: "data: mails.data",
    tests: [LIMITS],
  },
  {
    promise: "an email gets only so many mails that anybody can ask for",
    file: "server/src/auth/mail/mails.ts",
    find: "!(await context.limits.allow(kind, recipient, data.sender))",
    replace: "false",
    tests: [RECOVERY],
  },
  {
    promise: "a link of a mail is built from settings",
    file: "server/src/auth/mail/mails.ts",
    find: "#token=${token}",
    replace: "?token=${token}",
    tests: [RECOVERY],
  },
  {
    promise: "what was given up is kept for thirty days",
    file: "server/src/database/clean-up.ts",
    find: "interval '30 days'",
    replace: "interval '3 days'",
    tests: [CLEAN_UP],
  },
  {
    promise: "only one process cleans up at once",
    file: "server/src/database/clean-up.ts",
    find: 'if (!rows[0]?.free) return "elsewhere";',
    replace: "",
    tests: [CLEAN_UP],
  },
  {
    promise: "a session that is still good is not cleaned up",
    file: "server/src/database/clean-up.ts",
    find: "column: sessions.expiresAt, before: now }",
    replace: "column: sessions.expiresAt, before: sql`now() + interval '1 year'` }",
    tests: [CLEAN_UP],
  },
  {
    promise: "no statement waits for a lock for long",
    file: "server/src/database/pool.ts",
    find: "    lock_timeout: LOCK_LIMIT_MS,\n",
    replace: "",
    tests: [DATABASE],
  },
  {
    promise: "a broken idle connection does not end the process",
    file: "server/src/database/plugin.ts",
    find: 'db.$client.on("error", (error) => app.log.warn({ err: error }, "lost an idle database connection"));',
    replace: "",
    tests: [DATABASE],
  },
  {
    promise: "a database out of connections is 503, not 500",
    file: "server/src/database/errors.ts",
    find: "|53...|",
    replace: "|",
    tests: ["server/src/database/errors.test.ts"],
  },
  {
    promise: "two sign-ups of one email make one account, and no 500",
    file: "server/src/database/errors.ts",
    find: 'sqlState(error) === "23505"',
    replace: 'sqlState(error) === "23506"',
    tests: [RECOVERY, "server/src/auth/email/routes.test.ts", "server/src/auth/passkeys/register-passkey.test.ts"],
  },
  {
    promise: "a process that is shutting down is not ready",
    file: "server/src/health/routes.ts",
    find: "if (app.shuttingDown) throw",
    replace: "if (false as boolean) throw",
    tests: ["server/src/server.test.ts", "server/src/health/routes.test.ts"],
  },
  {
    promise: "a database that is not migrated is not ready",
    file: "server/src/health/routes.ts",
    find: "if (!(await isSchemaCurrent(tx)))",
    replace: "if (false as boolean)",
    tests: ["server/src/health/routes.test.ts", "server/src/database/migrations/migrate-database.test.ts"],
  },
  {
    promise: "sample orders come once, however many ask at the same moment",
    file: "server/src/orders/sample/add-sample-orders.ts",
    find: '.for("update")',
    replace: "",
    tests: ["server/src/orders/sample/add-sample-orders.test.ts"],
  },
  {
    promise: "a reused process id does not own the embedded database",
    file: "server/src/database/embedded/lock.ts",
    find: "`${pid} ${fields[19]}`",
    replace: "`${pid}`",
    tests: ["server/src/database/embedded/lock.test.ts"],
  },
  {
    promise: "a statement's values stay out of the log",
    file: "server/src/logging.ts",
    find: "thrown instanceof DrizzleQueryError && thrown.cause ? thrown.cause : thrown",
    replace: "thrown",
    tests: ["server/src/logging.test.ts", DATABASE],
  },
];
