import type { SessionSummary } from "@cafe-app-ai/shared/account";
import { Button, Skeleton, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "../../components/page/panel.tsx";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { Loaded } from "../loaded.tsx";
import { messages } from "../messages.ts";
import { sessionsQuery, useEndOtherSessions } from "../queries.ts";
import { SettingsPage } from "../settings-page.tsx";
import { sessionsMessages } from "./messages.ts";
import { SessionCards } from "./session-cards.tsx";
import classes from "./sessions.module.css";
import { SessionsTable } from "./sessions-table.tsx";

export function SessionsPage() {
  const sessions = useQuery({ ...sessionsQuery, select: currentFirst });
  const narrow = useMediaQuery("(max-width: 64em)", false, { getInitialValueInEffect: false });
  const endOthers = useEndOtherSessions();
  const others = sessions.data?.filter(({ current }) => !current).length ?? 0;
  const List = narrow ? SessionCards : SessionsTable;

  const endAllOthers = () =>
    endOthers.mutate(undefined, {
      onSuccess: ({ ended }) => showDone(sessionsMessages.othersEnded(ended)),
      onError: (error) => showProblem(sessionsMessages.othersNotEnded, error),
    });

  return (
    <SettingsPage title={messages.sessions}>
      <Text size="sm" c="dimmed">
        {sessionsMessages.intro}
      </Text>
      <Loaded
        query={sessions}
        waiting={
          <Panel title={sessionsMessages.title}>
            <Skeleton className={classes.waiting} />
          </Panel>
        }
      >
        {(list) => (
          <Panel
            title={sessionsMessages.title}
            actions={
              others > 0 && (
                <Button variant="default" size="xs" onClick={endAllOthers} loading={endOthers.isPending}>
                  {sessionsMessages.endOthers(others)}
                </Button>
              )
            }
          >
            <List sessions={list} />
          </Panel>
        )}
      </Loaded>
    </SettingsPage>
  );
}

const currentFirst = (sessions: SessionSummary[]) => sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
