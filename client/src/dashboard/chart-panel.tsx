import type { Dashboard } from "@cafe-app-ai/shared/dashboard";
import { SegmentedControl, Skeleton, Switch } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import { Panel } from "../components/panel.tsx";
import classes from "./chart-panel.module.css";
import { DaysTable } from "./days-table.tsx";
import { messages } from "./messages.ts";

/** The chart library is the heaviest part of the app: it comes on its own, after the figures. */
const chart = import("./revenue-chart.tsx");
const RevenueChart = lazy(() => chart.then((module) => ({ default: module.RevenueChart })));

type View = "chart" | "table";

export function ChartPanel({ data }: { data: Dashboard | undefined }) {
  const [view, setView] = useLocalStorage<View>({
    key: "dashboard-view",
    defaultValue: "chart",
    getInitialValueInEffect: false,
  });
  const [withOrders, setWithOrders] = useState(false);
  const currency = data?.cards.find((card) => card.currency)?.currency ?? "EUR";

  const actions = (
    <div className={classes.actions}>
      {view === "chart" && (
        <Switch
          size="sm"
          label={messages.ordersSeries}
          checked={withOrders}
          onChange={(event) => setWithOrders(event.currentTarget.checked)}
        />
      )}
      <SegmentedControl
        aria-label={messages.view}
        size="xs"
        value={view}
        onChange={setView}
        data={[
          { value: "chart", label: messages.chart },
          { value: "table", label: messages.table },
        ]}
      />
    </div>
  );
  const waiting = <Skeleton className={classes.waiting} />;

  return (
    <Panel title={messages.chartTitle} actions={actions}>
      <div className={classes.area}>
        {!data ? (
          waiting
        ) : view === "table" ? (
          <DaysTable days={data.chartMetrics} currency={currency} />
        ) : (
          <Suspense fallback={waiting}>
            <RevenueChart days={data.chartMetrics} currency={currency} withOrders={withOrders} />
          </Suspense>
        )}
      </div>
    </Panel>
  );
}
