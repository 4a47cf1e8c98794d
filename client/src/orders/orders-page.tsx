import { Group, Loader, Text, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { Page } from "../components/page/page.tsx";
import { PageHeader } from "../components/page/page-header.tsx";
import { LoadProblem } from "../components/problem/load-problem.tsx";
import { StaleNotice } from "../components/problem/stale-notice.tsx";
import { showProblem } from "../components/toast/toast.ts";
import { useShown } from "../lib/api/use-shown.ts";
import { useCafeSettings } from "../lib/cafe/cafe-settings.ts";
import { FilterBar } from "./filters/filter-bar.tsx";
import { Views } from "./filters/views.tsx";
import { DropHint } from "./import/drop-hint.tsx";
import { messages as importMessages } from "./import/messages.ts";
import { useDroppedFiles } from "./import/use-dropped-files.ts";
import { explainEmpty } from "./list/empty-list.tsx";
import { OrdersList } from "./list/orders-list.tsx";
import { isAll, toQuery } from "./list-state.ts";
import { ordersMessages } from "./messages.ts";
import { NewsBar } from "./news/news-bar.tsx";
import { useOrderNews } from "./news/use-order-news.ts";
import { OrderPanel } from "./order-panel.tsx";
import { PageActions } from "./page-actions.tsx";
import { ordersQuery } from "./queries.ts";
import { useList } from "./use-list.ts";

export function OrdersPage() {
  // Drawn anew when they come: they may name another time zone than was known.
  useCafeSettings();
  const pages = useList();
  const { panel } = useParams();
  const { list, change } = pages;
  const [dropped, setDropped] = useState<File>();
  // What is being typed in another panel must not go.
  const canImport = panel === undefined || panel === "import";
  const isFileOver = useDroppedFiles(([file, ...others]) => {
    if (!canImport || !file) return;
    if (others.length > 0) return showProblem(importMessages.oneFileTitle, new Error(importMessages.oneFile));
    setDropped(file);
    if (panel !== "import") pages.openPanel("import");
  });
  // Beside the navigation, columns have room from here on.
  const inCards = useMediaQuery("(max-width: 75em)", false, { getInitialValueInEffect: false });
  const { shown, error, switching, outdated, refetch, isFetching } = useShown(useQuery(ordersQuery(toQuery(list))));
  const news = useOrderNews(toQuery(list), shown?.updatedAt);
  const none = !switching && shown?.data.rows.length === 0 && isAll(list);
  const retry = { error, retrying: isFetching, onRetry: () => void refetch() };

  return (
    <>
      <Page>
        <PageHeader
          title={ordersMessages.title}
          actions={
            <Group gap="xs">
              {shown && switching && <Loader size={16} className="appear-late" aria-hidden />}
              {!none && <PageActions list={list} />}
            </Group>
          }
        />
        <VisuallyHidden role="status">
          {shown && (switching ? ordersMessages.updating : shown.data.rows.length === 0 && explainEmpty(list).title)}
        </VisuallyHidden>
        {!none && (
          <>
            <Views list={list} />
            <FilterBar list={list} change={change} withSorting={inCards} />
          </>
        )}
        {shown && error && <StaleNotice since={shown.updatedAt} {...retry} error={error} />}
        {error && outdated && (
          <Text size="sm" role="status">
            {ordersMessages.stillShowing}
          </Text>
        )}
        {error && !shown ? (
          <LoadProblem title={ordersMessages.failedTitle} {...retry} error={error} />
        ) : (
          <OrdersList data={shown?.data} pages={pages} inCards={inCards} switching={switching || outdated} />
        )}
        <NewsBar news={news} onShow={() => list.page > 1 && change({})} />
      </Page>
      <OrderPanel name={panel} dropped={dropped} onTaken={() => setDropped(undefined)} onClose={pages.closePanel} />
      {isFileOver && canImport && <DropHint />}
    </>
  );
}
