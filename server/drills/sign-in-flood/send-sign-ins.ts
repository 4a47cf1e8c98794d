import { setPriority } from "node:os";
import { PASSWORD } from "../../src/test/factories.ts";
import { type Outcome, startLoad } from "../support/load.ts";

/** The people who sign in, in a process of their own: each on a connection that stays, again as soon as they have an answer. */
export type Flood = { url: string; emails: string[]; clients: number; seconds: number };

// they are on other machines, and mustn't take this one's processors from the API
setPriority(19);

process.once("message", async ({ url, emails, clients, seconds }: Flood) => {
  const load = startLoad(clients, (client) => () => signIn(url, emails[client % emails.length] ?? ""));
  setTimeout(async () => {
    const outcomes: Outcome[] = await load.stop();
    process.send?.(outcomes, () => process.disconnect());
  }, seconds * 1000);
});

const signIn = (url: string, email: string) =>
  fetch(`${url}/api/auth/signin`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
