import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { expect, vi } from "vitest";

/** What the mail server answers to a recipient: takes it, refuses it for now, or for good. */
type Mood = "takes" | "refuses for now" | "refuses for good";

/** A real SMTP server that keeps what it gets. `port` 0 is any free one. */
export async function startMailServer({ port = 0, startTls = false } = {}) {
  const received: Email[] = [];
  const state = { mood: "takes" as Mood };
  const server = new SMTPServer({
    // with a certificate that it signed itself
    disabledCommands: startTls ? ["AUTH"] : ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => {
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
    setMood: (mood: Mood) => {
      state.mood = mood;
    },
    /** The newest mail to an address, as soon as it is there. */
    mailTo: (to: string, timeout = 10_000) =>
      vi.waitFor(() => {
        const mail = received.findLast((candidate) => candidate.to?.some(({ address: recipient }) => recipient === to));
        expect(mail, `a mail to ${to}`).toBeDefined();
        return mail as Email;
      }, timeout),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
