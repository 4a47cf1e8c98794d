import { useState } from "react";
import { SidePanel } from "../components/side-panel.tsx";
import { EditOrder } from "./edit-order.tsx";
import { messages } from "./messages.ts";
import { NewOrder } from "./new-order.tsx";
import { CHANGES } from "./order-queries.ts";

/** What the URL names behind `/orders/`: `new`, or an order's id. It stays in sight while the panel closes. */
export function OrderPanel({ name, onClose }: { name: string | undefined; onClose: () => void }) {
  const [last, setLast] = useState(name);
  if (name && name !== last) setLast(name);
  const shown = name ?? last;
  return (
    <SidePanel
      title={shown === "new" ? messages.newOrder : messages.editOrder}
      opened={name !== undefined}
      onClose={onClose}
      mutationKey={CHANGES}
    >
      {shown === "new" && <NewOrder onClose={onClose} />}
      {shown && shown !== "new" && <EditOrder key={shown} id={shown} onClose={onClose} />}
    </SidePanel>
  );
}
