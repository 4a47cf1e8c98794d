import { Button } from "@mantine/core";
import { showProblem } from "../components/toast/toast.ts";
import { useSignOut } from "../lib/session/use-sign-out.ts";
import { settingsMessages } from "./messages.ts";

/** For an account without a password: a new sign-in shows that it's the owner. It leads back here. */
export function SignInAgain() {
  const signOut = useSignOut("ended");
  return (
    <Button
      mt="xs"
      size="xs"
      variant="default"
      loading={signOut.isPending}
      onClick={() =>
        signOut.mutate(undefined, { onError: (error) => showProblem(settingsMessages.stillSignedIn, error) })
      }
    >
      {settingsMessages.signInAgain}
    </Button>
  );
}
