import { Button, Title } from "@mantine/core";
import { Problem } from "../components/problem.tsx";
import classes from "./empty-dashboard.module.css";
import { messages } from "./messages.ts";

type DashboardProblemProps = { error: Error; retrying: boolean; onRetry: () => void };

export function DashboardProblem({ error, retrying, onRetry }: DashboardProblemProps) {
  return (
    <div className={classes.box} role="alert">
      <Problem heading={<Title order={2}>{messages.failedTitle}</Title>} text={error.message} error={error}>
        <Button variant="default" onClick={() => onRetry()} loading={retrying}>
          {messages.retry}
        </Button>
      </Problem>
    </div>
  );
}
