import { useState } from "react";
import { Navigate, Outlet, useSearchParams } from "react-router";
import { AwayPage } from "../components/away-page.tsx";
import { PageLoader } from "../components/page-loader.tsx";
import { safeNextPath } from "./next-path.ts";
import { useSession } from "./use-session.ts";

/** Signing in and up; whoever is signed in goes to where they were going. */
export function GuestOnly() {
  const session = useSession();
  const [search] = useSearchParams();
  const [cameAsGuest, setCameAsGuest] = useState(false);

  if (session.state === "pending") return <PageLoader />;
  if (session.state === "away") {
    return <AwayPage error={session.error} retrying={session.retrying} onRetry={session.retry} />;
  }
  if (!session.session) {
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
