import type { Dashboard } from "@cafe-app-ai/shared/dashboard";
import { RANGE_DAYS } from "@cafe-app-ai/shared/dashboard";
import { Loader, Text, VisuallyHidden } from "@mantine/core";
import { IconChartAreaLine } from "@tabler/icons-react";
import { NoOrders } from "../components/cafe/no-orders.tsx";
import { Page } from "../components/page/page.tsx";
import { PageHeader } from "../components/page/page-header.tsx";
import { LoadProblem } from "../components/problem/load-problem.tsx";
import { StaleNotice } from "../components/problem/stale-notice.tsx";
import { CardRow } from "./cards/card-row.tsx";
import { ChartPanel } from "./chart/chart-panel.tsx";
import { CompareSwitch, useComparison } from "./compare-switch.tsx";
import classes from "./dashboard-page.module.css";
import { DashboardPart } from "./dashboard-part.tsx";
import { messages } from "./messages.ts";
import { OrdersPanel } from "./newest-orders/orders-panel.tsx";
import { useDashboard } from "./queries.ts";
import { RangeSwitch, useRange } from "./range-switch.tsx";
import { SalesPanel } from "./sales/sales-panel.tsx";
import { TodayPanel } from "./today/today-panel.tsx";
import { UpdatedAt } from "./updated-at.tsx";
import { useFreshFigures } from "./use-fresh-figures.ts";

export function DashboardPage() {
  const [range] = useRange();
  const [compare] = useComparison();
  const { shown, error, switching, refetch, isFetching } = useDashboard(range, compare);
  useFreshFigures();
  const data = shown?.data;
  const part = { updatedAt: shown?.updatedAt, onRetry: () => void refetch() };
  const empty = data !== undefined && isEmpty(data);

  const actions = !empty && (
    <div className={classes.actions}>
      {data && switching && <Loader size={16} className="appear-late" aria-hidden />}
      {/* Its place is kept while the first figures come. */}
      {(shown || !error) && (
        <div style={shown ? undefined : { visibility: "hidden" }}>
          <UpdatedAt at={shown?.updatedAt ?? Date.now()} refreshing={isFetching} onRefresh={() => void refetch()} />
        </div>
      )}
      <CompareSwitch />
      <RangeSwitch />
    </div>
  );

  return (
    <Page>
      <PageHeader title={messages.title} actions={actions} />
      {shown && error && (
        <StaleNotice since={shown.updatedAt} error={error} retrying={isFetching} onRetry={() => void refetch()} />
      )}
      {data && error && data.range !== range && (
        <Text size="sm" role="status">
          {messages.stillShowing(RANGE_DAYS[data.range])}
        </Text>
      )}
      <VisuallyHidden role="status">{data && switching ? messages.updating : ""}</VisuallyHidden>
      {empty ? (
        <div className={classes.empty}>
          <NoOrders icon={IconChartAreaLine} text={messages.emptyText} />
        </div>
      ) : error && !data ? (
        <LoadProblem title={messages.failedTitle} error={error} retrying={isFetching} onRetry={() => void refetch()} />
      ) : (
        <div
          className={classes.body}
          aria-busy={switching}
          data-switching={(data && (data.range !== range || data.compare !== compare)) || undefined}
        >
          <DashboardPart title={messages.todaySoFar} {...part}>
            <TodayPanel data={data} />
          </DashboardPart>
          <DashboardPart title={messages.summary} {...part}>
            <CardRow data={data} />
          </DashboardPart>
          <DashboardPart title={messages.chartTitle} {...part}>
            <ChartPanel data={data} />
          </DashboardPart>
          <DashboardPart title={messages.sellsTitle} {...part}>
            <SalesPanel data={data} />
          </DashboardPart>
          <DashboardPart title={messages.ordersTitle} {...part}>
            <OrdersPanel orders={data?.tableRows} />
          </DashboardPart>
        </div>
      )}
    </Page>
  );
}

const isEmpty = ({ tableRows, cards }: Dashboard) => tableRows.length === 0 && cards.every(({ value }) => value === 0);
