import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { atMost, type Drill, mustBe } from "../support/drill.ts";
import { type Outcome, percentile, slowest, statuses } from "../support/load.ts";
import { startVisits } from "../support/visits.ts";
import { type Person, signUp, startApi, startDatabase } from "../support/world.ts";
import type { Flood } from "./send-sign-ins.ts";

const ACCOUNTS = 100;
const CLIENTS = 400;
const SECONDS = 10;

export const signInFlood: Drill = {
  promise: `${CLIENTS} clients sign in to ${ACCOUNTS} accounts at once, again and again`,
  run: async () => {
    await using database = await startDatabase();
    await using api = await startApi(database.url);
    const people = await signUp(api.url, ACCOUNTS);
    const [{ headers }] = people as [Person];
    const flood = sendSignIns({
      url: api.url,
      emails: people.map(({ email }) => email),
      clients: CLIENTS,
      seconds: SECONDS,
    });
    await sleep(1000);
    const lives = startVisits(`${api.url}/health/live`, {}, 25);
    const sessions = startVisits(`${api.url}/api/auth/session`, headers, 100);
    const outcomes = await flood;
    const [alive, asked] = [await lives.stop(), await sessions.stop()];
    return [
      mustBe(
        "every sign-in is answered 200, 429 or 503",
        outcomes.every(({ status }) => [200, 429, 503].includes(status)),
        statuses(outcomes),
      ),
      mustBe(
        "people are signed in meanwhile",
        outcomes.some(({ status }) => status === 200),
        `${Math.round(outcomes.filter(({ status }) => status === 200).length / SECONDS)} a second`,
      ),
      atMost("slowest of all answers", slowest(outcomes), 3000, "ms"),
      mustBe(
        "/health/live and the session are always there",
        [...alive, ...asked].every(({ status }) => status === 200),
        `${statuses(alive)}; ${statuses(asked)}`,
      ),
      atMost("/health/live on a new connection, p99", percentile(alive, 0.99), 100, "ms"),
      atMost("the session on a new connection, p99", percentile(asked, 0.99), 500, "ms"),
    ];
  },
};

async function sendSignIns(flood: Flood): Promise<Outcome[]> {
  const program = fork(fileURLToPath(new URL("./send-sign-ins.ts", import.meta.url)));
  try {
    program.send(flood);
    const ended = once(program, "exit").then(() => Promise.reject(new Error("the sign-ins ended without a result")));
    const [outcomes] = await Promise.race([once(program, "message"), ended]);
    ended.catch(() => {});
    return outcomes;
  } finally {
    program.kill();
  }
}
