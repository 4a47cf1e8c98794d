import { useState } from "react";
import { SidePanel } from "../components/dialog/side-panel.tsx";
import { CHANGES } from "../lib/cafe/orders.ts";
import { EditOrder } from "./edit/edit-order.tsx";
import { NewOrder } from "./edit/new-order.tsx";
import { ImportOrders } from "./import/import-orders.tsx";
import { ordersMessages } from "./messages.ts";

/** What the URL names behind `/orders/`: `new`, `import`, or an order's id. It stays in sight while the panel closes. */
export function OrderPanel({ name, onClose }: { name: string | undefined; onClose: () => void }) {
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
      {shown === "import" && <ImportOrders onClose={onClose} />}
      {shown && shown !== "new" && shown !== "import" && <EditOrder key={shown} id={shown} onClose={onClose} />}
    </SidePanel>
  );
}
