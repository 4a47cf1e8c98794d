import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { sessionQuery } from "../../lib/session/session.ts";
import { AuthPage } from "../auth-page.tsx";
import { messages } from "../messages.ts";
import type { SignInState } from "../sign-in-state.ts";

/** Whose address is confirmed, and the way on: into the app, as whoever is signed in here, or to signing in. */
export function Verified({ email }: { email: string }) {
  const user = useQuery(sessionQuery).data?.user;
  const asAnother = user && user.email !== email;
  return (
    <AuthPage
      title={messages.verifiedTitle}
      intro={asAnother ? `${messages.verified(email)} ${messages.signedInAs(user.email)}` : messages.verified(email)}
    >
      <Button
        component={Link}
        to={user ? "/" : "/sign-in"}
        state={{ email } satisfies SignInState}
        replace
        size="md"
        fullWidth
      >
        {user ? messages.goToApp : messages.goToSignIn}
      </Button>
    </AuthPage>
  );
}
