import { Anchor, Button, Skeleton, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Panel } from "../../components/page/panel.tsx";
import { showProblem } from "../../components/toast/toast.ts";
import { Loaded } from "../loaded.tsx";
import { settingsMessages } from "../messages.ts";
import { SettingsPage } from "../settings-page.tsx";
import classes from "./activity.module.css";
import { ActivityList } from "./activity-list.tsx";
import { messages } from "./messages.ts";
import { activityQuery } from "./queries.ts";

export function ActivityPage() {
  const activity = useInfiniteQuery(activityQuery);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = activity;

  async function loadMore() {
    const { isFetchNextPageError: failed, error } = await fetchNextPage();
    if (failed && error) showProblem(messages.moreFailed, error);
  }

  return (
    <SettingsPage title={settingsMessages.activity}>
      <Text size="sm" c="dimmed">
        {messages.intro} {messages.notYou}{" "}
        <Anchor component={Link} to="/settings/security" inherit underline="always">
          {messages.changePassword}
        </Anchor>
      </Text>
      <Loaded
        // what is on screen is no older for it
        query={isFetchNextPageError ? { ...activity, error: null } : activity}
        waiting={
          <Panel title={messages.title}>
            <Skeleton className={classes.waiting} />
          </Panel>
        }
      >
        {(rows) => (
          <Panel title={messages.title}>
            <ActivityList rows={rows} />
            {hasNextPage && (
              <div className={classes.more}>
                <Button variant="default" onClick={loadMore} loading={isFetchingNextPage}>
                  {messages.loadMore}
                </Button>
              </div>
            )}
          </Panel>
        )}
      </Loaded>
    </SettingsPage>
  );
}
