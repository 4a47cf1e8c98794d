import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Navigate, Outlet, useSearchParams } from "react-router";
import { PageLoader } from "../../components/page/page-loader.tsx";
import { UnreachablePage } from "../../components/problem/unreachable-page.tsx";
import { authConfigQuery } from "../../lib/session/auth-config.ts";
import { safeNextPath } from "../next-path.ts";
import { forgetTypedEmail } from "../sign-in-state.ts";
import { useSession } from "./use-session.ts";

/** Signing in and up; whoever is signed in goes to where they were going. */
export function GuestOnly() {
  const session = useSession();
  const config = useQuery(authConfigQuery);
  const [search] = useSearchParams();
  const [cameAsGuest, setCameAsGuest] = useState(false);

  const signedIn = session.state === "known" && session.session !== null;
  useEffect(() => {
    if (signedIn) forgetTypedEmail();
  }, [signedIn]);

  if (session.state === "pending") return <PageLoader />;
  if (session.state === "unreachable") {
    return <UnreachablePage error={session.error} retrying={session.retrying} onRetry={session.retry} />;
  }
  if (!session.session) {
    // The page says what this deployment offers; nothing of it comes later and moves the rest.
    if (config.isPending) return <PageLoader />;
    if (!cameAsGuest) setCameAsGuest(true);
    return <Outlet />;
  }
  return (
    <>
      <Navigate to={safeNextPath(search.get("next"))} replace />
      {/* The form stays until the next page is there. */}
      {cameAsGuest ? <Outlet /> : <PageLoader />}
    </>
  );
}
