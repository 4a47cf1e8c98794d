import { ORDER_STATUSES, type OrderList } from "@cafe-app-ai/shared/orders";
import { Button, Group, Menu } from "@mantine/core";
import { IconChevronDown, IconTrash, IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { cafeMessages } from "../../../components/cafe/messages.ts";
import { useKeptFocus } from "../../../components/page/use-kept-focus.ts";
import { showProblem } from "../../../components/toast/toast.ts";
import { formatCount } from "../../../lib/format.ts";
import { type ListState, toQuery } from "../../list-state.ts";
import { ordersMessages } from "../../messages.ts";
import { useChangeOrders } from "../../use-change-orders.ts";
import { messages } from "../messages.ts";
import type { OrdersTableModel } from "../orders-table-model.ts";
import classes from "./bulk-bar.module.css";
import { findMatching } from "./find-matching.ts";

type BulkBarProps = { table: OrdersTableModel; data: OrderList; list: ListState };

/** What can be done with the selected orders, in the header's place. */
export function BulkBar({ table, data, list }: BulkBarProps) {
  const client = useQueryClient();
  const { change, isPending } = useChangeOrders();
  const [search, setSearch] = useState<{ found: number; controller: AbortController }>();
  const kept = useKeptFocus<HTMLDivElement>();
  const ids = table.getSelectedRowIds();
  const clear = () => table.resetRowSelection(true);

  const run = (what: Parameters<typeof ordersMessages.changed>[0]) => {
    clear();
    change({ ids, ...what });
  };
  const selectMatching = async () => {
    const controller = new AbortController();
    const tell = (found: number) => setSearch({ found, controller });
    tell(0);
    try {
      const found = await findMatching(client, toQuery(list), controller.signal, tell);
      table.setRowSelection(Object.fromEntries(found.map((id) => [id, true as const])));
    } catch (error) {
      if (!controller.signal.aborted) showProblem(messages.notSelected, error as Error);
    } finally {
      setSearch(undefined);
    }
  };
  // Whoever clears the selection, or looks for something else, wants none of it.
  const controller = search?.controller;
  useEffect(() => () => controller?.abort(), [controller]);
  const more = table.getIsAllRowsSelected() && ids.length < data.total;

  return (
    <Group
      role="toolbar"
      aria-label={messages.selectionLabel}
      gap="xs"
      wrap="nowrap"
      className={classes.bulk}
      {...kept.props}
    >
      <span role="status" className={classes.selected}>
        <span className={classes.words}>{messages.selected(ids.length)}</span>
        <span className={classes.count} aria-hidden>
          {formatCount(ids.length)}
        </span>
      </span>
      <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            disabled={isPending}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {messages.markAs}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ORDER_STATUSES.map((status) => (
            <Menu.Item key={status} onClick={() => run({ status })}>
              {cafeMessages.orderStatuses[status]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        size="compact-sm"
        className={classes.deletion}
        aria-label={ordersMessages.delete}
        leftSection={<IconTrash size={16} aria-hidden />}
        disabled={isPending}
        onClick={() => run({ deleted: true })}
      >
        {ordersMessages.delete}
      </Button>
      {more && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.matching}
          aria-disabled={search !== undefined}
          onClick={() => search || void selectMatching()}
        >
          {search
            ? messages.selecting(search.found, data.total)
            : messages.selectMatching(data.total, data.totalIsCapped)}
        </Button>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        px={6}
        className={classes.clear}
        onClick={clear}
        aria-label={messages.clearSelection}
      >
        <IconX size={16} aria-hidden />
      </Button>
    </Group>
  );
}
