import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { sessionQuery } from "../../lib/session/session.ts";
import { AuthPage } from "../auth-page.tsx";
import { authMessages } from "../messages.ts";
import type { SignInState } from "../sign-in-state.ts";
import { messages } from "./messages.ts";

/** The email is confirmed; leads into the app if somebody is signed in here, else to sign-in. */
export function Verified({ email }: { email: string }) {
  const user = useQuery(sessionQuery).data?.user;
  const asAnother = user && user.email !== email;
  return (
    <AuthPage
      title={messages.doneTitle}
      intro={asAnother ? `${messages.done(email)} ${messages.signedInAs(user.email)}` : messages.done(email)}
    >
      <Button
        component={Link}
        to={user ? "/" : "/sign-in"}
        state={{ email } satisfies SignInState}
        replace
        size="md"
        fullWidth
      >
        {user ? authMessages.goToApp : authMessages.signIn}
      </Button>
    </AuthPage>
  );
}
