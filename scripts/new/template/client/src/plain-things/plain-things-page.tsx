import { Button, Center } from "@mantine/core";
import { IconList, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { PageHeader } from "../components/page/page-header.tsx";
import { EmptyState } from "../components/problem/empty-state.tsx";
import { LoadProblem } from "../components/problem/load-problem.tsx";
import { StaleNotice } from "../components/problem/stale-notice.tsx";
import classes from "../components/records/records.module.css";
import { RecordsSkeleton } from "../components/records/records.tsx";
import { showProblem } from "../components/toast/toast.ts";
import { useLastError } from "../lib/api/use-last-error.ts";
import { messages } from "./messages.ts";
import { PlainThingRows } from "./plain-thing-list.tsx";
import { PlainThingPanel } from "./plain-thing-panel.tsx";
import { plainThingsQuery } from "./queries.ts";

export function PlainThingsPage() {
  const { panel } = useParams();
  const navigate = useNavigate();
  const query = useInfiniteQuery(plainThingsQuery);
  const { data: rows, isFetching, isFetchNextPageError, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  // a page that can't be loaded doesn't make the others stale
  const error = useLastError(isFetchNextPageError ? { error: null, isSuccess: true } : query);
  const retry = { retrying: isFetching, onRetry: () => void query.refetch() };

  async function loadMore() {
    const { isFetchNextPageError: failed, error } = await fetchNextPage();
    if (failed && error) showProblem(messages.moreFailed, error);
  }

  return (
    <>
      <PageHeader
        title={messages.title}
        actions={
          rows?.length !== 0 && (
            <Button component={Link} to="/plain-things/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {messages.add.label}
            </Button>
          )
        }
      />
      {rows && error && <StaleNotice since={query.dataUpdatedAt} error={error} {...retry} />}
      {!rows && error ? (
        <LoadProblem title={messages.failed} error={error} {...retry} />
      ) : (
        <div className={classes.panel} aria-busy={!rows}>
          {!rows ? (
            <RecordsSkeleton />
          ) : rows.length === 0 ? (
            <EmptyState icon={IconList} title={messages.emptyTitle} text={messages.emptyText}>
              <Button component={Link} to="/plain-things/new" mt="xs">
                {messages.add.label}
              </Button>
            </EmptyState>
          ) : (
            <PlainThingRows rows={rows} />
          )}
          {hasNextPage && (
            <Center p="sm">
              <Button variant="default" onClick={loadMore} loading={isFetchingNextPage}>
                {messages.loadMore}
              </Button>
            </Center>
          )}
        </div>
      )}
      <PlainThingPanel name={panel} onClose={() => void navigate("/plain-things", { replace: true })} />
    </>
  );
}
