import { Button, Group, Title } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { Problem } from "../../components/problem/problem.tsx";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { useAddSampleOrders } from "../../lib/cafe/orders.ts";
import { isAll, isFiltered, type ListState, NO_FILTERS } from "../list-state.ts";
import { messages } from "../messages.ts";
import { OrderLink } from "../order-link.tsx";
import type { List } from "../use-list.ts";
import classes from "./empty-list.module.css";

/** Why there is nothing in the list, and the way on. */
export function EmptyList({ list, change }: { list: ListState; change: List["change"] }) {
  const filtered = isFiltered(list);
  if (isAll(list)) return <NoOrders />;

  const { title, text, label, changes } =
    list.page > 1
      ? { title: messages.pageGoneTitle, text: messages.pageGoneText, label: messages.firstPage, changes: {} }
      : filtered
        ? {
            title: messages.noMatchTitle,
            text: messages.noMatchText,
            label: messages.clearFilters,
            changes: NO_FILTERS,
          }
        : {
            title: messages.emptyViewTitle[list.view],
            text: messages.emptyViewText,
            label: messages.showAll,
            changes: { view: "all" as const },
          };
  return (
    <div className={classes.box}>
      <Problem heading={<Title order={2}>{title}</Title>} text={text}>
        <Button variant="default" mt="xs" onClick={() => change(changes)}>
          {label}
        </Button>
      </Problem>
    </div>
  );
}

/** A new account: what will be here, and the ways to begin. */
function NoOrders() {
  const addSample = useAddSampleOrders();
  const add = () =>
    addSample.mutate(undefined, {
      onSuccess: ({ created }) => showDone(messages.sampleAdded(created)),
      onError: (error) => showProblem(messages.sampleFailed, error),
    });
  return (
    <div className={classes.box}>
      <IconReceipt size={32} stroke={1.4} aria-hidden className={classes.icon} />
      <Problem heading={<Title order={2}>{messages.emptyTitle}</Title>} text={messages.emptyText}>
        <Group gap="xs" mt="xs" justify="center">
          <Button renderRoot={(props) => <OrderLink to="new" {...props} />}>{messages.addOrder}</Button>
          <Button variant="default" renderRoot={(props) => <OrderLink to="import" {...props} />}>
            {messages.importCsv}
          </Button>
          <Button variant="default" onClick={add} loading={addSample.isPending}>
            {messages.addSample}
          </Button>
        </Group>
      </Problem>
    </div>
  );
}
