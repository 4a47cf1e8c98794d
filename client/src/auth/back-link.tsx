import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { sessionQuery } from "../lib/session/session.ts";
import { AuthLink } from "./auth-page.tsx";
import { authMessages } from "./messages.ts";
import { keepNext } from "./next-path.ts";

/** The way out of this page; sign-in starts with the email. */
export function BackLink({ email }: { email?: string }) {
  const [search] = useSearchParams();
  if (useQuery(sessionQuery).data) return <AuthLink to="/">{authMessages.goToApp}</AuthLink>;
  return (
    <AuthLink to={keepNext("/sign-in", search)} state={{ email }}>
      {authMessages.backToSignIn}
    </AuthLink>
  );
}
