import { Stack, Text, Title } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { Brand } from "../components/page/brand.tsx";
import { PageHeading } from "../components/page/page-heading.tsx";
import { PageLoader } from "../components/page/page-loader.tsx";
import { NotFoundPage } from "../components/problem/not-found-page.tsx";
import { Problem } from "../components/problem/problem.tsx";
import { StaleNotice } from "../components/problem/stale-notice.tsx";
import { UnreachablePage } from "../components/problem/unreachable-page.tsx";
import classes from "./inbox-page.module.css";
import { MailList } from "./mail-list.tsx";
import { MailView } from "./mail-view.tsx";
import { messages } from "./messages.ts";
import { hasNoInbox, inboxQuery } from "./queries.ts";

/** What development would have sent; new mails appear by themselves. */
export function InboxPage() {
  const [search] = useSearchParams();
  const { data: mails, error, isFetching, refetch, dataUpdatedAt } = useQuery(inboxQuery);

  if (hasNoInbox(error)) return <NotFoundPage />;
  if (!mails) return error ? <UnreachablePage error={error} retrying={isFetching} onRetry={refetch} /> : <PageLoader />;

  const chosen = search.get("mail");
  const shown = chosen ? mails.find(({ id }) => id === chosen) : mails[0];
  return (
    <main className={classes.page}>
      <Brand />
      <Stack gap={4}>
        <PageHeading>{messages.title}</PageHeading>
        <Text size="sm" c="dimmed">
          {messages.intro}
        </Text>
      </Stack>
      {error && <StaleNotice since={dataUpdatedAt} error={error} retrying={isFetching} onRetry={refetch} />}
      {mails.length > 0 ? (
        <div className={classes.columns} data-chosen={chosen !== null || undefined}>
          <MailList mails={mails} shown={shown} />
          <MailView key={shown?.id} mail={shown} takesFocus={chosen !== null} />
        </div>
      ) : (
        <div className={classes.empty}>
          <IconMail size={32} stroke={1.4} aria-hidden className={classes.icon} />
          <Problem heading={<Title order={2}>{messages.empty}</Title>} text={messages.emptyText} />
        </div>
      )}
    </main>
  );
}
