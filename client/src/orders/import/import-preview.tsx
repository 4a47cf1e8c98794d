import type { ImportPreview } from "@cafe-app-ai/shared/orders";
import { useMediaQuery } from "@mantine/hooks";
import { OrderSummaryCards } from "../../components/cafe/order-summary-cards.tsx";
import { OrderSummaryTable } from "../../components/cafe/order-summary-table.tsx";
import classes from "./import.module.css";
import { messages } from "./messages.ts";

/** The first orders of a file, as they will be imported. */
export function PreviewedOrders({ orders }: { orders: ImportPreview["preview"] }) {
  const onPhone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  if (onPhone) return <OrderSummaryCards orders={orders} aria-label={messages.previewTitle} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={messages.previewTitle}>
      <OrderSummaryTable orders={orders} horizontalSpacing="sm" aria-label={messages.previewTitle} />
    </section>
  );
}
