import type { ImportPreview } from "@cafe-app-ai/shared/orders";
import { OrderSummaryTable } from "../../components/cafe/order-summary-table.tsx";
import classes from "./import.module.css";
import { messages } from "./messages.ts";

/** The first orders of a file, as they will be imported. */
export function ImportPreviewTable({ orders }: { orders: ImportPreview["preview"] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={messages.previewTitle}>
      <OrderSummaryTable
        orders={orders}
        horizontalSpacing="sm"
        className={classes.preview}
        aria-label={messages.previewTitle}
      />
    </section>
  );
}
