import { Alert } from "@mantine/core";
import { useSearchParams } from "react-router";
import { useSignInState } from "../sign-in-state.ts";
import { messages } from "./messages.ts";
import { ProviderProblem } from "./provider-problem.tsx";

/** Why one is on the sign-in page, if it was not to sign in. */
export function SignInNotice() {
  const [search] = useSearchParams();
  const { notice } = useSignInState();
  const code = search.get("error");
  if (code) return <ProviderProblem code={code} />;
  if (!notice) return null;
  return (
    <Alert variant="default" role="status">
      {messages.notices[notice]}
    </Alert>
  );
}
