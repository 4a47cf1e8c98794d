import { Button, Center } from "@mantine/core";
import { useRouteError } from "react-router";
import { messages } from "./messages.ts";
import { PageHeading } from "./page-heading.tsx";
import { Problem } from "./problem.tsx";
import { ProblemPage } from "./problem-page.tsx";

/** Each browser says in its own words that a part of the app cannot be fetched: after a deployment it has a new name. */
const MISSING_CHUNK = /dynamically imported module|importing a module script failed|unable to preload css/i;

/** A crash of the whole app. */
export function CrashPage() {
  const { title, text, error, action } = useCrash();
  return (
    <ProblemPage title={title} text={text} error={error}>
      {action}
    </ProblemPage>
  );
}

/** A crash of one page; the frame around it still works. */
export function PageCrash() {
  const { title, text, error, action } = useCrash();
  return (
    <Center mih="60dvh">
      <Problem heading={<PageHeading>{title}</PageHeading>} text={text} error={error}>
        {action}
      </Problem>
    </Center>
  );
}

function useCrash() {
  const error = useRouteError();
  const outdated = error instanceof Error && MISSING_CHUNK.test(error.message);
  return {
    error,
    title: outdated ? messages.updatedTitle : messages.crashTitle,
    text: outdated ? messages.updatedText : messages.crashText,
    action: (
      <Button variant="default" onClick={() => window.location.reload()}>
        {messages.reload}
      </Button>
    ),
  };
}
