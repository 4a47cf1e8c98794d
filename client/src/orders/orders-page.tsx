import { Loader, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { LoadProblem } from "../components/load-problem.tsx";
import { PageHeader } from "../components/page-header.tsx";
import { StaleNotice } from "../components/stale-notice.tsx";
import { useShown } from "../lib/use-shown.ts";
import { FilterBar } from "./filter-bar.tsx";
import { toQuery } from "./list-state.ts";
import { messages } from "./messages.ts";
import { OrdersList } from "./orders-list.tsx";
import { ordersQuery } from "./queries.ts";
import { useList } from "./use-list.ts";
import { Views } from "./views.tsx";

export function OrdersPage() {
  const pages = useList();
  const { list, change } = pages;
  const inCards = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
  const { shown, error, switching, refetch, isFetching } = useShown(useQuery(ordersQuery(toQuery(list))));
  const retry = { error, retrying: isFetching, onRetry: () => void refetch() };

  return (
    <>
      <PageHeader
        title={messages.title}
        actions={shown && switching && <Loader size={16} className="appear-late" aria-hidden />}
      />
      <VisuallyHidden role="status">{shown && switching ? messages.updating : ""}</VisuallyHidden>
      <Views list={list} />
      <FilterBar list={list} change={change} withSorting={inCards} />
      {shown && error && <StaleNotice since={shown.updatedAt} {...retry} error={error} />}
      {error && !shown ? (
        <LoadProblem title={messages.failedTitle} {...retry} error={error} />
      ) : (
        <OrdersList data={shown?.data} pages={pages} inCards={inCards} switching={switching} />
      )}
    </>
  );
}
