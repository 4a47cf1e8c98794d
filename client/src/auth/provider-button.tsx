import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { FormProblem } from "../components/form-problem.tsx";
import { useAuthConfig } from "../lib/use-auth-config.ts";
import { messages } from "./messages.ts";
import { safeNextPath } from "./next-path.ts";
import { useProviderSignIn } from "./queries.ts";

/** Leads to the OpenID Connect provider, where there is one. */
export function ProviderButton() {
  const { provider } = useAuthConfig();
  const [search] = useSearchParams();
  const { mutate, reset, error, submittedAt, isIdle, isError } = useProviderSignIn();

  // Who comes back with the browser's button finds the page as it was left: on its way.
  useEffect(() => {
    const startAnew = ({ persisted }: PageTransitionEvent) => persisted && reset();
    window.addEventListener("pageshow", startAnew);
    return () => window.removeEventListener("pageshow", startAnew);
  }, [reset]);

  if (!provider) return null;
  const busy = !isIdle && !isError;
  return (
    <>
      {error && <FormProblem key={submittedAt} error={error} />}
      <Button
        variant="default"
        size="md"
        fullWidth
        disabled={busy}
        onClick={() => mutate(safeNextPath(search.get("next")))}
      >
        {busy ? messages.goingToProvider(provider.name) : messages.withProvider(provider.name)}
      </Button>
    </>
  );
}
