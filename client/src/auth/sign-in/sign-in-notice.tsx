import { lazy, Suspense } from "react";
import { useSearchParams } from "react-router";
import { Notice } from "../../components/form/notice.tsx";
import { useSignInState } from "../sign-in-state.ts";
import { messages } from "./messages.ts";

/** Few need it: it isn't part of what the sign-in form waits for. */
const ProviderProblem = lazy(async () => ({
  default: (await import("../oidc/provider-problem.tsx")).ProviderProblem,
}));

/** Why the user was sent to the sign-in page, if they didn't come by themselves. */
export function SignInNotice() {
  const [search] = useSearchParams();
  const { notice } = useSignInState();
  const code = search.get("error");
  if (code) {
    return (
      <Suspense>
        <ProviderProblem code={code} />
      </Suspense>
    );
  }
  if (!notice) return null;
  return <Notice>{messages.notices[notice]}</Notice>;
}
