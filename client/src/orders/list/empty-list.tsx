import { Button } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { useLocation } from "react-router";
import { NoOrders } from "../../components/cafe/no-orders.tsx";
import { EmptyState } from "../../components/problem/empty-state.tsx";
import { isAll, isFiltered, type ListState, NO_FILTERS } from "../list-state.ts";
import { ordersMessages } from "../messages.ts";
import { inPanel, type List } from "../use-list.ts";
import { messages } from "./messages.ts";

type EmptyListProps = { list: ListState; change: List["change"] };

/** Why the list is empty, and what one can do. */
export function EmptyList({ list, change }: EmptyListProps) {
  const { search, state } = useLocation();
  if (isAll(list)) {
    return <NoOrders icon={IconReceipt} text={messages.emptyText} search={search} state={inPanel(state)} />;
  }
  const { title, text, label, changes } = explainEmpty(list);
  return (
    <EmptyState title={title} text={text}>
      <Button variant="default" mt="xs" onClick={() => change(changes)}>
        {label}
      </Button>
    </EmptyState>
  );
}

export function explainEmpty(list: ListState): {
  title: string;
  text: string;
  label: string;
  changes: Partial<ListState>;
} {
  if (list.page > 1) {
    return { title: messages.pageGoneTitle, text: messages.pageGoneText, label: messages.firstPage, changes: {} };
  }
  if (isFiltered(list)) {
    return {
      title: messages.noMatchTitle,
      text: messages.noMatchText,
      label: ordersMessages.clearFilters,
      changes: NO_FILTERS,
    };
  }
  return {
    title: messages.emptyViewTitle[list.view],
    text: messages.emptyViewText,
    label: messages.showAll,
    changes: { view: "all" },
  };
}
