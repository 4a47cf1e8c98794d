import type { InboxMail } from "@cafe-app-ai/shared/inbox";
import { Link } from "react-router";
import { formatMoment } from "../lib/format.ts";
import classes from "./mail-list.module.css";
import { messages } from "./messages.ts";

/** On a phone it gives way to the mail that is chosen. */
export function MailList({ mails, shown }: { mails: InboxMail[]; shown?: InboxMail }) {
  return (
    <nav aria-label={messages.list} className={classes.list}>
      <ul>
        {mails.map(({ id, subject, to, sentAt }) => (
          <li key={id}>
            <Link to={`?mail=${id}`} className={classes.mail} aria-current={id === shown?.id || undefined}>
              <span className={classes.subject}>{subject}</span>
              <span className={classes.to}>{to}</span>
              <time dateTime={sentAt} className={classes.time}>
                {formatMoment(sentAt)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
