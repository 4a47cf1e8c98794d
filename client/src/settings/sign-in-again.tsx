import { Button } from "@mantine/core";
import { showProblem } from "../components/toast/toast.ts";
import { messages } from "./messages.ts";
import { useSignInAgain } from "./queries.ts";

/** For who has no password: a new sign-in shows that it is them. It leads back here. */
export function SignInAgain() {
  const signInAgain = useSignInAgain();
  return (
    <Button
      mt="xs"
      size="xs"
      variant="default"
      loading={signInAgain.isPending}
      onClick={() => signInAgain.mutate(undefined, { onError: (error) => showProblem(messages.stillSignedIn, error) })}
    >
      {messages.signInAgain}
    </Button>
  );
}
