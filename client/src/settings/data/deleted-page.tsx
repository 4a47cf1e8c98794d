import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "react-router";
import { PageLoader } from "../../components/page/page-loader.tsx";
import { ProblemPage } from "../../components/problem/problem-page.tsx";
import { sessionQuery } from "../../lib/session/session.ts";
import { messages } from "./messages.ts";

/** Where a deleted account ends; whoever is signed in has not deleted theirs. */
export function DeletedPage() {
  const session = useQuery(sessionQuery);
  if (session.isPending) return <PageLoader />;
  if (session.data) return <Navigate to="/" replace />;
  return (
    <ProblemPage title={messages.deletedTitle} text={messages.deletedText}>
      <Anchor component={Link} to="/sign-up" size="sm" underline="always">
        {messages.newAccount}
      </Anchor>
    </ProblemPage>
  );
}
