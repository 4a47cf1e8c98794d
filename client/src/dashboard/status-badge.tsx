import type { OrderSummary } from "@cafe-app-ai/shared/orders";
import { Badge, type Tone } from "../components/badge.tsx";
import { messages } from "./messages.ts";

const TONES: Partial<Record<OrderSummary["status"], Tone>> = { pending: "notable", refunded: "bad" };

export function StatusBadge({ status }: { status: OrderSummary["status"] }) {
  return <Badge tone={TONES[status]}>{messages.statuses[status]}</Badge>;
}
