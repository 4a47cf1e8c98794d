import { Button } from "@mantine/core";
import { Link } from "react-router";
import { messages } from "./messages.ts";
import { ProblemPage } from "./problem-page.tsx";

export function NotFoundPage() {
  return (
    <ProblemPage title={messages.notFoundTitle} text={messages.notFoundText}>
      <Button component={Link} to="/" variant="default">
        {messages.goHome}
      </Button>
    </ProblemPage>
  );
}
