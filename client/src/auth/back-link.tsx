import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { sessionQuery } from "../lib/session/session.ts";
import { AuthLink } from "./auth-page.tsx";
import { messages } from "./messages.ts";
import { keepNext } from "./next-path.ts";

/** Where one goes who wants nothing more of this page; sign-in starts with the address. */
export function BackLink({ email }: { email?: string }) {
  const [search] = useSearchParams();
  if (useQuery(sessionQuery).data) return <AuthLink to="/">{messages.goToApp}</AuthLink>;
  return (
    <AuthLink to={keepNext("/sign-in", search)} state={{ email }}>
      {messages.backToSignIn}
    </AuthLink>
  );
}
