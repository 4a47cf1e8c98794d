import { Button, Center } from "@mantine/core";
import type { ReactNode } from "react";
import { Outlet, useLocation, useOutletContext } from "react-router";
import { isMissingPart } from "../../lib/errors/missing-part.ts";
import { PageHeading } from "../page/page-heading.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { messages } from "./messages.ts";
import { Problem } from "./problem.tsx";
import { ProblemPage } from "./problem-page.tsx";

/** Shows a crash of the whole app in its place; another page is tried anew. */
export const AppCrash = ({ children }: { children: ReactNode }) => (
  <ErrorBoundary
    tryAgainAt={useLocation().pathname}
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
  if (!isMissingPart(error)) return { error, title: messages.crashTitle, text: messages.crashText };
  return navigator.onLine
    ? { error, title: messages.missingTitle, text: messages.missingText }
    : { error, title: messages.offlineTitle, text: messages.offlineText };
}

const Reload = () => (
  <Button variant="default" onClick={() => window.location.reload()}>
    {messages.reload}
  </Button>
);
