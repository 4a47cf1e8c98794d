import { Button, Group } from "@mantine/core";
import { IconDownload, IconPlus, IconUpload } from "@tabler/icons-react";
import { cafeMessages } from "../components/cafe/messages.ts";
import { getConfig } from "../lib/api/config.ts";
import iconClasses from "./icon-button.module.css";
import { type ListState, toFilters, toSearch } from "./list-state.ts";
import { ordersMessages } from "./messages.ts";
import { OrderLink } from "./order-link.tsx";
import classes from "./page-actions.module.css";

/** What can be done with orders as a whole. The export has exactly the rows that the list goes through. */
export function PageActions({ list }: { list: ListState }) {
  const { sort, order } = list;
  const exported = `${getConfig().apiUrl}/api/orders/export${toSearch({ ...toFilters(list), sort, order })}`;
  return (
    <Group gap="xs" className={classes.actions}>
      <Button
        component="a"
        href={exported}
        download
        variant="default"
        className={iconClasses.button}
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {ordersMessages.export}
      </Button>
      <Button
        variant="default"
        className={iconClasses.button}
        leftSection={<IconUpload size={16} aria-hidden />}
        renderRoot={(props) => <OrderLink to="import" {...props} />}
      >
        {ordersMessages.import}
      </Button>
      <Button
        className={classes.add}
        leftSection={<IconPlus size={16} aria-hidden />}
        renderRoot={(props) => <OrderLink to="new" {...props} />}
      >
        {cafeMessages.addOrder}
      </Button>
    </Group>
  );
}
