import type { InboxMail } from "@cafe-app-ai/shared/inbox";
import { expect } from "@playwright/test";
import type { App } from "./app.ts";

type Mail = InboxMail & { link: string };

/** The mails to an address that have a link, newest first; waits until there are as many. */
export async function waitForMails({ api }: App, to: string, subject: RegExp, count = 1): Promise<Mail[]> {
  let mails: Mail[] = [];
  await expect(async () => {
    const inbox: { data: InboxMail[] } = await (await fetch(`${api.url}/api/inbox`)).json();
    mails = inbox.data.filter(
      (mail): mail is Mail => mail.to === to && subject.test(mail.subject) && mail.link !== null,
    );
    expect(mails).toHaveLength(count);
  }).toPass({ timeout: 10_000 });
  return mails;
}

/** The link of the only mail of its kind to an address. */
export async function waitForLink(app: App, to: string, subject: RegExp): Promise<string> {
  const [mail] = await waitForMails(app, to, subject);
  return mail?.link ?? "";
}

export const CONFIRM = /^Confirm your email/;
export const RESET = /^Reset your/;
