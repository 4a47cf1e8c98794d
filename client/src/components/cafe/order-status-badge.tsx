import type { OrderStatus } from "@cafe-app-ai/shared/orders";
import { IconArrowBackUp, IconCheck, IconClock } from "@tabler/icons-react";
import { Badge, type Tone } from "../badge.tsx";
import { cafeMessages } from "./messages.ts";

const LOOKS: Record<OrderStatus, { icon: typeof IconCheck; tone?: Tone }> = {
  completed: { icon: IconCheck },
  pending: { icon: IconClock, tone: "notable" },
  refunded: { icon: IconArrowBackUp, tone: "bad" },
};

/** A status by its shape and its word, and by colour too. */
export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const { icon: Icon, tone } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon size={12} stroke={2.2} aria-hidden />}>
      {cafeMessages.orderStatuses[status]}
    </Badge>
  );
}
