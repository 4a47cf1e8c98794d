import { Button, Group, Title } from "@mantine/core";
import { IconChartAreaLine } from "@tabler/icons-react";
import { Link } from "react-router";
import { Problem } from "../components/problem/problem.tsx";
import { showDone, showProblem } from "../components/toast/toast.ts";
import { useAddSampleOrders } from "../lib/cafe/orders.ts";
import classes from "./empty-dashboard.module.css";
import { messages } from "./messages.ts";

/** A new account: what will be here, and the ways to begin. */
export function EmptyDashboard() {
  const addSample = useAddSampleOrders();

  const add = () =>
    addSample.mutate(undefined, {
      onSuccess: ({ created }) => showDone(messages.sampleAdded(created)),
      onError: (error) => showProblem(messages.sampleFailed, error),
    });

  return (
    <div className={classes.box}>
      <IconChartAreaLine size={32} stroke={1.4} aria-hidden className={classes.icon} />
      <Problem heading={<Title order={2}>{messages.emptyTitle}</Title>} text={messages.emptyText}>
        <Group gap="xs" mt="xs" justify="center">
          <Button component={Link} to="/orders/new">
            {messages.addOrder}
          </Button>
          <Button component={Link} to="/orders/import" variant="default">
            {messages.importCsv}
          </Button>
          <Button variant="default" onClick={add} loading={addSample.isPending}>
            {messages.addSample}
          </Button>
        </Group>
      </Problem>
    </div>
  );
}
