import type { InboxMail } from "@cafe-app-ai/shared/inbox";
import { expect, vi } from "vitest";
import type { TestApp } from "./build-test-app.ts";

/** The newest mail to an email whose subject fits, as soon as it has been sent, and the token of its link. */
export async function readMail({ request }: Pick<TestApp, "request">, to: string, subject: RegExp) {
  return vi.waitFor(async () => {
    const mail = (await readInbox({ request }, to)).find((candidate) => subject.test(candidate.subject));
    expect(mail, `a mail to ${to}: ${subject}`).toBeDefined();
    return { ...(mail as InboxMail), token: /#token=([\w-]+)$/.exec(mail?.link ?? "")?.[1] ?? "" };
  }, 10_000);
}

/** Waits until an email has got a notice of these words. */
export async function waitForNotice(app: Pick<TestApp, "request">, to: string, words: string): Promise<void> {
  await vi.waitFor(async () => {
    const notices = (await readInbox(app, to)).map(({ text }) => text);
    expect(notices).toContainEqual(expect.stringContaining(words));
  }, 5000);
}

/** The mails to an email that were sent so far, the newest first. */
export async function readInbox({ request }: Pick<TestApp, "request">, to: string): Promise<InboxMail[]> {
  const { body } = await request.get("/api/inbox").expect(200);
  return body.data.filter((mail: InboxMail) => mail.to === to);
}
