import { Button, Center } from "@mantine/core";
import type { ReactNode } from "react";
import { Outlet, useLocation, useOutletContext } from "react-router";
import { PageHeading } from "../page/page-heading.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { messages } from "./messages.ts";
import { Problem } from "./problem.tsx";
import { ProblemPage } from "./problem-page.tsx";

/** Each browser says in its own words that a part of the app cannot be fetched: after a deployment it has a new name. */
const MISSING_CHUNK = /dynamically imported module|importing a module script failed|unable to preload css/i;

/** Shows a crash of the whole app in its place. */
export const AppCrash = ({ children }: { children: ReactNode }) => (
  <ErrorBoundary
    fallback={(error) => (
      <ProblemPage {...describe(error)}>
        <Reload />
      </ProblemPage>
    )}
  >
    {children}
  </ErrorBoundary>
);

/** Shows a crash of one page in its place; the frame around it still works, and another page is tried anew. */
export const PageCrash = () => (
  <ErrorBoundary
    tryAgainAt={useLocation().pathname}
    fallback={(error) => {
      const { title, ...problem } = describe(error);
      return (
        <Center mih="60dvh">
          <Problem heading={<PageHeading>{title}</PageHeading>} {...problem}>
            <Reload />
          </Problem>
        </Center>
      );
    }}
  >
    <Outlet context={useOutletContext()} />
  </ErrorBoundary>
);

function describe(error: unknown) {
  const isMissing = error instanceof Error && MISSING_CHUNK.test(error.message);
  if (!isMissing) return { error, title: messages.crashTitle, text: messages.crashText };
  return navigator.onLine
    ? { error, title: messages.updatedTitle, text: messages.updatedText }
    : { error, title: messages.offlineTitle, text: messages.offlineText };
}

const Reload = () => (
  <Button variant="default" onClick={() => window.location.reload()}>
    {messages.reload}
  </Button>
);
