import type { SessionSummary } from "@cafe-app-ai/shared/auth/sessions";
import { Button, Skeleton, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "../../components/page/panel.tsx";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { Loaded } from "../loaded.tsx";
import { settingsMessages } from "../messages.ts";
import { sessionsQuery } from "../queries.ts";
import { SettingsPage } from "../settings-page.tsx";
import { messages } from "./messages.ts";
import { useEndOtherSessions } from "./queries.ts";
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
      onSuccess: ({ ended }) => showDone(messages.othersEnded(ended)),
      onError: (error) => showProblem(messages.othersNotEnded, error),
    });

  return (
    <SettingsPage title={settingsMessages.sessions}>
      <Text size="sm" c="dimmed">
        {messages.intro}
      </Text>
      <Loaded
        query={sessions}
        waiting={
          <Panel title={messages.title}>
            <Skeleton className={classes.waiting} />
          </Panel>
        }
      >
        {(list) => (
          <Panel
            title={messages.title}
            actions={
              others > 0 && (
                <Button variant="default" size="xs" onClick={endAllOthers} loading={endOthers.isPending}>
                  {messages.endOthers(others)}
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
