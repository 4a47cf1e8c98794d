import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { expect, vi } from "vitest";

/** What the mail server answers to a recipient: takes it, refuses it for now, or for good. */
type Mood = "takes" | "refuses for now" | "refuses for good";

/** A real SMTP server that keeps what it gets. `port` 0 is any free one. */
export async function startMailServer({ port = 0, startTls = false, auth = false } = {}) {
  const received: Email[] = [];
  const state = { mood: "takes" as Mood, delayMs: 0 };
  /** Of everybody who has been here. */
  const seen = { connections: 0, passwords: [] as string[] };
  const server = new SMTPServer({
    // with a certificate that it signed itself
    disabledCommands: [...(auth ? [] : ["AUTH"]), ...(startTls ? [] : ["STARTTLS"])],
    allowInsecureAuth: true,
    authOptional: true,
    onConnect: (_session, done) => {
      seen.connections++;
      done();
    },
    onAuth: ({ username, password }, _session, done) => {
      seen.passwords.push(password ?? "");
      done(null, { user: username });
    },
    onRcptTo: async (_address, _session, done) => {
      await sleep(state.delayMs);
      if (state.mood === "takes") return done();
      const responseCode = state.mood === "refuses for now" ? 450 : 550;
      done(Object.assign(new Error("not this one"), { responseCode }));
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", () => {
        PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          received.push(mail);
          done();
        }, done);
      });
    },
  });
  server.on("error", () => {});
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    received,
    seen,
    /** How many are connected now. */
    connected: () => server.connections.size,
    /** Before it answers to a recipient. */
    setDelay: (delayMs: number) => {
      state.delayMs = delayMs;
    },
    setMood: (mood: Mood) => {
      state.mood = mood;
    },
    /** The newest mail to an email, as soon as it is there. */
    mailTo: (to: string, timeout = 10_000) =>
      vi.waitFor(() => {
        const mail = received.findLast((candidate) => candidate.to?.some(({ address: recipient }) => recipient === to));
        expect(mail, `a mail to ${to}`).toBeDefined();
        return mail as Email;
      }, timeout),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
