import { useState } from "react";
import { SidePanel } from "../components/dialog/side-panel.tsx";
import { CHANGES } from "../lib/cafe/orders.ts";
import { EditOrder } from "./edit/edit-order.tsx";
import { NewOrder } from "./edit/new-order.tsx";
import { ImportOrders } from "./import/import-orders.tsx";
import { ordersMessages } from "./messages.ts";

type OrderPanelProps = {
  name: string | undefined;
  /** A file to import that was dropped onto the page, until the panel has taken it. */
  dropped: File | undefined;
  onTaken: () => void;
  onClose: () => void;
};

/** What the URL names behind `/orders/`: `new`, `import`, or an order's id. It stays in sight while the panel closes. */
export function OrderPanel({ name, dropped, onTaken, onClose }: OrderPanelProps) {
  const [last, setLast] = useState(name);
  if (name && name !== last) setLast(name);
  const shown = name ?? last;
  return (
    <SidePanel
      title={
        shown === "new"
          ? ordersMessages.newOrder
          : shown === "import"
            ? ordersMessages.importTitle
            : ordersMessages.editOrder
      }
      wide={shown === "import"}
      opened={name !== undefined}
      onClose={onClose}
      mutationKey={CHANGES}
    >
      {shown === "new" && <NewOrder onClose={onClose} />}
      {shown === "import" && <ImportOrders dropped={dropped} onTaken={onTaken} onClose={onClose} />}
      {shown && shown !== "new" && shown !== "import" && <EditOrder key={shown} id={shown} onClose={onClose} />}
    </SidePanel>
  );
}
