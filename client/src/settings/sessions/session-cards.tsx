import { Moment } from "../../components/moment.tsx";
import { messages } from "./messages.ts";
import { EndButton, LastActive, SessionDevice, type SessionListProps } from "./session-parts.tsx";
import classes from "./sessions.module.css";

/** The sessions table's rows on a phone. */
export function SessionCards({ sessions }: SessionListProps) {
  return (
    <ul className={classes.cards}>
      {sessions.map((session) => (
        <li key={session.id} className={classes.card}>
          <SessionDevice session={session} />
          {!session.current && <EndButton session={session} />}
          <dl className={classes.details}>
            <dt>{messages.ipAddress}</dt>
            <dd>{session.ipAddress ?? messages.unknownIpAddress}</dd>
            <dt>{messages.lastActive}</dt>
            <dd>
              <LastActive session={session} />
            </dd>
            <dt>{messages.signedIn}</dt>
            <dd>
              <Moment at={session.createdAt} />
            </dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}
