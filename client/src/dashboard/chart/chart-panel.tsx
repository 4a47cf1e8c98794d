import { RANGE_DAYS } from "@cafe-app-ai/shared/dashboard";
import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import { Button, Group, SegmentedControl, Skeleton, Switch, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import { Panel } from "../../components/page/panel.tsx";
import { ErrorBoundary } from "../../components/problem/error-boundary.tsx";
import { messages } from "../messages.ts";
import type { ComparedDashboard } from "../queries.ts";
import classes from "./chart-panel.module.css";
import { DaysTable } from "./days-table.tsx";

/** The chart library is the heaviest part of the app: it comes on its own, after the figures. */
const importChart = () => import("./revenue-chart.tsx");
importChart().catch(() => {});
const loadChart = () => lazy(async () => ({ default: (await importChart()).RevenueChart }));

type View = "chart" | "table";

export function ChartPanel({ data }: { data: ComparedDashboard | undefined }) {
  const [view, setView] = useLocalStorage<View>({
    key: "dashboard-view",
    defaultValue: "chart",
    getInitialValueInEffect: false,
  });
  const [withOrders, setWithOrders] = useState(false);
  const [{ RevenueChart, attempt }, setChart] = useState(() => ({ RevenueChart: loadChart(), attempt: 1 }));
  const currency = data?.cards.find((card) => card.currency)?.currency ?? DEFAULT_CURRENCY;

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
          <ErrorBoundary
            key={attempt}
            fallback={() => (
              <>
                <ChartProblem
                  attempt={attempt}
                  onRetry={() => setChart({ RevenueChart: loadChart(), attempt: attempt + 1 })}
                />
                <DaysTable days={data.chartMetrics} currency={currency} />
              </>
            )}
          >
            <Suspense fallback={waiting}>
              <RevenueChart
                days={data.chartMetrics}
                compared={messages.comparedSeries(data.compare, RANGE_DAYS[data.range])}
                currency={currency}
                withOrders={withOrders}
              />
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
    </Panel>
  );
}

type ChartProblemProps = { attempt: number; onRetry: () => void };

/** The table stands in for the chart. Some browsers keep a failed part of the app in mind, so a second failure reloads. */
function ChartProblem({ attempt, onRetry }: ChartProblemProps) {
  const again = attempt > 1;
  return (
    <Group role="status" gap="xs" className={classes.problem}>
      <Text size="sm" flex="1 1 200px">
        {messages.chartFailed}
      </Text>
      <Button variant="default" size="xs" onClick={again ? () => window.location.reload() : onRetry}>
        {again ? messages.reloadPage : messages.retryChart}
      </Button>
    </Group>
  );
}
