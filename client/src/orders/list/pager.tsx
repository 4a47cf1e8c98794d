import type { OrderList } from "@cafe-app-ai/shared/orders";
import { Button, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import iconClasses from "../icon-button.module.css";
import { PAGE_SIZE } from "../list-state.ts";
import { ordersMessages } from "../messages.ts";
import type { List } from "../use-list.ts";
import { messages } from "./messages.ts";
import classes from "./pager.module.css";

/** Which orders of how many are on screen, and the ways to the others. */
export function Pager({ data, pages, switching }: { data: OrderList; pages: List; switching: boolean }) {
  const { page } = pages.list;
  const first = (page - 1) * PAGE_SIZE + 1;
  const { nextCursor, total, totalIsCapped, rows } = data;
  return (
    <nav aria-label={messages.pages} className={classes.pager}>
      <Text size="sm" c="dimmed" className={`numeric ${classes.span}`} role="status">
        {rows.length > 0 && messages.span(first, first + rows.length - 1, ordersMessages.counted(total, totalIsCapped))}
      </Text>
      {(page > 1 || nextCursor) && (
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            size="xs"
            className={iconClasses.button}
            leftSection={<IconChevronLeft size={14} aria-hidden />}
            aria-disabled={page === 1}
            data-disabled={page === 1 || undefined}
            onClick={() => page > 1 && pages.previous()}
          >
            {pages.leadsToFirst ? messages.firstPage : messages.previous}
          </Button>
          <Button
            variant="default"
            size="xs"
            className={iconClasses.button}
            rightSection={<IconChevronRight size={14} aria-hidden />}
            aria-disabled={!nextCursor}
            data-disabled={!nextCursor || undefined}
            onClick={() => nextCursor && !switching && pages.next(nextCursor)}
          >
            {messages.next}
          </Button>
        </Group>
      )}
    </nav>
  );
}
