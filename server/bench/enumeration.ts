import { buildApp } from "../src/app.ts";
import { readOptions } from "../src/commands/read-options.ts";
import { readConfig } from "../src/config.ts";
import { createTestDatabase, startTestPostgres } from "../src/test/database/database.ts";

const USAGE = `Usage: npm run bench:enumeration

Measures whether response times reveal who has an account. One process, one request at a time, on a database of its own.`;

const ROUNDS = 150;
const PASSWORD = "tulip art at 7";

readOptions(USAGE);
const postgres = await startTestPostgres();
const database = await createTestDatabase(postgres.url);
const app = await buildApp({
  ...readConfig({
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    AUTH_SECRET: "only-for-the-benchmark-only-for-the-benchmark",
    AUTH_REQUESTS_PER_ADDRESS: "1000000",
    LOGIN_ATTEMPTS_PER_ACCOUNT: "1000000",
    EMAIL_VERIFICATION: "required",
  }),
  databaseUrl: database.url,
});
await app.ready();

const post = (path: string, payload: object) => app.inject({ method: "POST", url: `/api/auth/${path}`, payload });
const known = (round: number) => `known.${round}@example.com`;
const unknown = (round: number) => `unknown.${round}@example.com`;
for (let round = 0; round < ROUNDS; round++) await post("signup", { email: known(round), password: PASSWORD });
await app.db.$client.query("update users set email_verified = true");

const routes: Record<string, (email: string) => object> = {
  signin: (email) => ({ email, password: "a wrong guess" }),
  "forgot-password": (email) => ({ email }),
  "resend-verification": (email) => ({ email }),
  // last: it makes accounts of the unknown emails
  signup: (email) => ({ email, password: PASSWORD }),
};

console.log(`median of ${ROUNDS} answers, milliseconds\n\nroute                 known  unknown  ratio`);
for (const [path, body] of Object.entries(routes)) {
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.known.push(await time(path, body(known(round))));
    times.unknown.push(await time(path, body(unknown(round))));
  }
  const [a, b] = [median(times.known), median(times.unknown)];
  console.log(
    `${path.padEnd(20)} ${a.toFixed(2).padStart(6)} ${b.toFixed(2).padStart(8)} ${(a / b).toFixed(2).padStart(6)}`,
  );
}

await app.close();
await database.drop();
await postgres.stop();

async function time(path: string, body: object): Promise<number> {
  const start = performance.now();
  await post(path, body);
  const taken = performance.now() - start;
  // the mail that it queued is no part of the next answer's time
  await app.mail.idle();
  return taken;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
