import type { InboxMail } from "@cafe-app-ai/shared/inbox";
import { Anchor, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Link } from "react-router";
import { Moment } from "../components/moment.tsx";
import classes from "./mail-view.module.css";
import { messages } from "./messages.ts";

type MailViewProps = { mail?: InboxMail; takesFocus: boolean };

/** One mail as it was written; its link works. */
export function MailView({ mail, takesFocus }: MailViewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);

  return (
    <article className={classes.view}>
      <Anchor component={Link} to="/inbox" size="sm" underline="always" className={classes.back}>
        {messages.back}
      </Anchor>
      {mail ? (
        <>
          <Title order={2} ref={heading} tabIndex={-1}>
            {mail.subject}
          </Title>
          <Text size="sm" c="dimmed" className={classes.head}>
            {messages.to(mail.to)} · <Moment at={mail.sentAt} />
          </Text>
          <div className={classes.text}>{withLink(mail)}</div>
        </>
      ) : (
        <Text size="sm">{messages.gone}</Text>
      )}
    </article>
  );
}

/** The text up to its link, the link, and the rest. */
function withLink({ text, link }: InboxMail) {
  const start = link ? text.indexOf(link) : -1;
  if (!link || start < 0) return text;
  return (
    <>
      {text.slice(0, start)}
      <Anchor href={link} inherit underline="always">
        {link}
      </Anchor>
      {text.slice(start + link.length)}
    </>
  );
}
