import { Button, Group } from "@mantine/core";
import type { IconReceipt } from "@tabler/icons-react";
import { Link } from "react-router";
import { useAddSampleOrders } from "../../lib/cafe/orders.ts";
import { EmptyState } from "../problem/empty-state.tsx";
import { showDone, showProblem } from "../toast/toast.ts";
import { cafeMessages } from "./messages.ts";

type NoOrdersProps = {
  icon: typeof IconReceipt;
  text: string;
  /** What the links into the orders take along. */
  search?: string;
  state?: unknown;
};

/** A new account, and the ways to start. */
export function NoOrders({ icon, text, search, state }: NoOrdersProps) {
  const addSample = useAddSampleOrders();
  const add = () =>
    addSample.mutate(undefined, {
      onSuccess: ({ created }) => showDone(cafeMessages.sampleAdded(created)),
      onError: (error) => showProblem(cafeMessages.sampleNotAdded, error),
    });

  return (
    <EmptyState icon={icon} title={cafeMessages.noOrders} text={text}>
      <Group gap="xs" mt="xs" justify="center">
        <Button component={Link} to={{ pathname: "/orders/new", search }} state={state}>
          {cafeMessages.addOrder}
        </Button>
        <Button component={Link} to={{ pathname: "/orders/import", search }} state={state} variant="default">
          {cafeMessages.importCsv}
        </Button>
        <Button variant="default" onClick={add} loading={addSample.isPending}>
          {cafeMessages.addSample}
        </Button>
      </Group>
    </EmptyState>
  );
}
