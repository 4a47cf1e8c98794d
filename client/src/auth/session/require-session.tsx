import { useQueryClient } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "react-router";
import { PageLoader } from "../../components/page/page-loader.tsx";
import { UnreachablePage } from "../../components/problem/unreachable-page.tsx";
import { getDeparture } from "../../lib/session/session.ts";
import { signInPath } from "../next-path.ts";
import type { SignInState } from "../sign-in-state.ts";
import { useSession } from "./use-session.ts";

/** What is below it is for people who are signed in; everybody else signs in first and comes back. */
export function RequireSession() {
  const session = useSession();
  const client = useQueryClient();
  const location = useLocation();

  if (session.state === "pending") return <PageLoader />;
  if (session.state === "unreachable") {
    return <UnreachablePage error={session.error} retrying={session.retrying} onRetry={session.retry} />;
  }
  // The key starts the pages anew when another tab has signed in as somebody else.
  if (session.session) return <Outlet key={session.session.user.id} context={session.session.user} />;

  const departure = getDeparture(client);
  if (departure === "signed-out") return <Navigate to="/sign-in" replace />;
  const state: SignInState = { notice: departure === "ended" ? "ended" : undefined };
  return <Navigate to={signInPath(location)} state={state} replace />;
}
