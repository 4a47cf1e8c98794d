import { useState } from "react";
import { SidePanel } from "../components/side-panel.tsx";
import { CHANGES } from "../lib/orders.ts";
import { EditOrder } from "./edit-order.tsx";
import { ImportOrders } from "./import-orders.tsx";
import { messages } from "./messages.ts";
import { NewOrder } from "./new-order.tsx";

/** What the URL names behind `/orders/`: `new`, `import`, or an order's id. It stays in sight while the panel closes. */
export function OrderPanel({ name, onClose }: { name: string | undefined; onClose: () => void }) {
  const [last, setLast] = useState(name);
  if (name && name !== last) setLast(name);
  const shown = name ?? last;
  return (
    <SidePanel
      title={shown === "new" ? messages.newOrder : shown === "import" ? messages.importTitle : messages.editOrder}
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
