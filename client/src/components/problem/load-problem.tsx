import { Button, Title } from "@mantine/core";
import classes from "./load-problem.module.css";
import { messages } from "./messages.ts";
import { Problem } from "./problem.tsx";

type LoadProblemProps = { title: string; error: Error; retrying: boolean; onRetry: () => void };

/** A part of a page that could not be loaded, and the way to try again. */
export function LoadProblem({ title, error, retrying, onRetry }: LoadProblemProps) {
  return (
    <div className={classes.box} role="alert">
      <Problem heading={<Title order={2}>{title}</Title>} text={error.message} error={error}>
        <Button variant="default" onClick={onRetry} loading={retrying}>
          {messages.retry}
        </Button>
      </Problem>
    </div>
  );
}
