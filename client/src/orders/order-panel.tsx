import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SidePanel } from "../components/dialog/side-panel.tsx";
import { CHANGES } from "../lib/cafe/orders.ts";
import { EditOrder } from "./edit/edit-order.tsx";
import { messages as editMessages } from "./edit/messages.ts";
import { NewOrder } from "./edit/new-order.tsx";
import { isNoOrder, orderQuery } from "./edit/queries.ts";
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
  // Looks on while the order's form asks for it; it must not be kept when that has gone.
  const { data, error } = useQuery({ ...orderQuery(name ?? ""), enabled: false });
  const orderTitle = !data && isNoOrder(error) ? editMessages.orderGone : ordersMessages.editOrder;
  return (
    <SidePanel
      title={shown === "new" ? ordersMessages.newOrder : shown === "import" ? ordersMessages.importTitle : orderTitle}
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
