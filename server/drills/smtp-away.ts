import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { SMTPServer } from "smtp-server";
import { atMost, type Drill, mustBe } from "./support/drill.ts";
import { startLoad, statuses } from "./support/load.ts";
import { signUp, startApi, startDatabase } from "./support/world.ts";

const AWAY_MS = 20_000;
/** Tries come after 5, 10 and 20 seconds. */
const RETURN_LIMIT_S = 45;

export const smtpAway: Drill = {
  promise: "The mail server is away for 20 s while people sign up",
  run: async () => {
    await using database = await startDatabase();
    const port = await getPort();
    await using api = await startApi(database.url, {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: "App <app@example.com>",
    });
    const alive = startLoad(1, () => () => fetch(`${api.url}/health/ready`));
    const began = performance.now();
    const emails: string[] = [];
    while (performance.now() - began < AWAY_MS) {
      emails.push(...(await signUp(api.url, 1)).map(({ email }) => email));
      await sleep(500);
    }
    const pulse = await alive.stop();
    await using server = await startMailServer(port);
    const back = performance.now();
    while (server.recipients.length < emails.length && performance.now() - back < RETURN_LIMIT_S * 1000)
      await sleep(100);
    const seconds = (performance.now() - back) / 1000;
    // another try would come by then
    await sleep(6000);
    return [
      mustBe("people sign up as fast as before", emails.length >= 20, `${emails.length} sign-ups, one after another`),
      mustBe(
        "the API stays ready",
        pulse.every(({ status }) => status === 200),
        statuses(pulse),
      ),
      mustBe(
        "each email is sent, and once",
        server.recipients.toSorted().join() === emails.toSorted().join(),
        `${server.recipients.length} of ${emails.length}`,
      ),
      atMost("the last of them after the return", seconds, RETURN_LIMIT_S, "s"),
    ];
  },
};

async function startMailServer(port: number) {
  const recipients: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, { envelope }, done) => {
      stream.resume().on("end", () => {
        recipients.push(...envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
  });
  server.on("error", () => {});
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  return {
    recipients,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
