import { Button, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Panel } from "../components/page/panel.tsx";
import { ErrorBoundary } from "../components/problem/error-boundary.tsx";
import classes from "./dashboard-page.module.css";
import { messages } from "./messages.ts";

type DashboardPartProps = { title: string; updatedAt: number | undefined; onRetry: () => void; children: ReactNode };

/** One part of the page: if it can't be drawn it says so in its place, and the others stay. New figures try it again. */
export const DashboardPart = ({ title, updatedAt, onRetry, children }: DashboardPartProps) => (
  <ErrorBoundary
    tryAgainAt={String(updatedAt)}
    fallback={() => (
      <Panel title={title}>
        <div role="alert" className={classes.failed}>
          <Text size="sm">{messages.partFailed}</Text>
          <Button variant="default" size="xs" onClick={onRetry}>
            {messages.tryPartAgain}
          </Button>
        </div>
      </Panel>
    )}
  >
    {children}
  </ErrorBoundary>
);
