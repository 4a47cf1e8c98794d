import { Button, Group, Loader, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { LoadProblem } from "../components/load-problem.tsx";
import { PageHeader } from "../components/page-header.tsx";
import { StaleNotice } from "../components/stale-notice.tsx";
import { useShown } from "../lib/use-shown.ts";
import { FilterBar } from "./filter-bar.tsx";
import { toQuery } from "./list-state.ts";
import { messages } from "./messages.ts";
import { OrderLink } from "./order-link.tsx";
import { OrderPanel } from "./order-panel.tsx";
import { OrdersList } from "./orders-list.tsx";
import { ordersQuery } from "./queries.ts";
import { useList } from "./use-list.ts";
import { Views } from "./views.tsx";

export function OrdersPage() {
  const pages = useList();
  const { panel } = useParams();
  const { list, change } = pages;
  const inCards = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
  const { shown, error, switching, refetch, isFetching } = useShown(useQuery(ordersQuery(toQuery(list))));
  const retry = { error, retrying: isFetching, onRetry: () => void refetch() };

  return (
    <>
      <PageHeader
        title={messages.title}
        actions={
          <Group gap="xs">
            {shown && switching && <Loader size={16} className="appear-late" aria-hidden />}
            <Button
              renderRoot={(props) => <OrderLink to="new" {...props} />}
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              {messages.addOrder}
            </Button>
          </Group>
        }
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
      <OrderPanel name={panel} onClose={pages.closePanel} />
    </>
  );
}
