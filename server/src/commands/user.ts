import { buildApp } from "../app.ts";
import { listSessions } from "../auth/sessions/list-sessions.ts";
import { explainFailure } from "../explain-failure.ts";
import { openResourcesOrExit, type Resources, readConfigOrExit } from "../resources.ts";
import { confirm } from "./confirm.ts";
import {
  type App,
  checkMail,
  deleteUser,
  disableTwoFactor,
  endSessions,
  resetUserPassword,
  verifyUser,
} from "./user/change-user.ts";
import { checkNewUser, createUser } from "./user/create-user.ts";
import { count, findAccount } from "./user/find-user.ts";
import { type Options, readArguments, type UserCommand } from "./user/read-arguments.ts";
import { readPassword } from "./user/read-password.ts";

type Run = (app: App, email: string, options: Options, config: Resources["config"]) => Promise<void>;

const COMMANDS: Record<UserCommand, Run> = {
  create: async (app, email, options, config) => {
    if (options.mail) checkMail(config);
    const password = options["password-stdin"] ? await readPassword() : undefined;
    const account = await checkNewUser(app.db, config, { email, name: options.name, password });
    if (!(await confirm(`Create an account for ${email}?`, options))) return;
    await createUser(app, account);
    console.log(`Created an account for ${email}.`);
    if (password !== undefined) return;
    const link = await resetUserPassword(app, config, await findAccount(app.db, email), options);
    console.log(link ? `Link to choose a password (valid for an hour):\n${link}` : `A link is on its way to ${email}.`);
  },

  verify: async (app, email, options) => {
    const account = await findAccount(app.db, email);
    if (!(await confirm(`Mark ${email} as confirmed without waiting for its owner to open the link?`, options))) return;
    await verifyUser(app, account);
    console.log(`${email} is confirmed.`);
  },

  "reset-password": async (app, email, options, config) => {
    const account = await findAccount(app.db, email);
    const what = options.mail
      ? `Email ${email} a link to set a new password?`
      : `Print a link for ${email} to set a new password?`;
    if (!(await confirm(`${what} It works once, for an hour, and signs them out everywhere.`, options))) return;
    const link = await resetUserPassword(app, config, account, options);
    console.log(link ?? `A link is on its way to ${email}.`);
  },

  "disable-two-factor": async (app, email, options) => {
    const account = await findAccount(app.db, email);
    const passkeys = `${options.passkeys ? "remove" : "keep"} ${count(account.passkeys, "passkey")}`;
    const what = `Turn two-factor authentication off for ${email}, end ${count(account.sessions, "session")}, and ${passkeys}?`;
    if (!(await confirm(`${what} Verify their identity first.`, options))) return;
    await disableTwoFactor(app, account, options);
    console.log(`Two-factor authentication is off for ${email}.`);
  },

  sessions: async (app, email, options) => {
    const account = await findAccount(app.db, email);
    for (const { lastSeenAt, ipAddress, userAgent } of await listSessions(app.db, account.id, "")) {
      console.log(`${lastSeenAt}  ${ipAddress ?? "unknown IP address"}  ${printable(userAgent ?? "")}`);
    }
    const found = count(account.sessions, "session");
    if (!options.end) return console.log(`${email} has ${found}.`);
    if (!(await confirm(`End ${found} of ${email}?`, options))) return;
    await endSessions(app, account);
    console.log(`${email} is signed out everywhere.`);
  },

  delete: async (app, email, options) => {
    const account = await findAccount(app.db, email);
    const since = account.createdAt.toISOString().slice(0, 10);
    const question = `Delete the account ${email}, created ${since}, and everything in it? This can't be undone.`;
    if (!(await confirm(question, options))) return;
    await deleteUser(app, account);
    console.log(`${email} is deleted.`);
  },
};

/** Without control characters: a terminal would follow what a browser's name tells it. */
const printable = (text: string) => text.replace(/\p{Cc}/gu, "");

/** `npm run user`: what an operator does to an account, by the functions that serve its owner. */
try {
  const { command, email, options } = readArguments(process.argv.slice(2));
  const { config, release } = await openResourcesOrExit(readConfigOrExit());
  try {
    const app = await buildApp({ ...config, logLevel: "error" });
    try {
      await COMMANDS[command](app, email, options, config);
    } finally {
      await app.close();
    }
  } finally {
    await release();
  }
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 1;
}
