import { Button } from "@mantine/core";
import { useSearchParams } from "react-router";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { useReturn } from "../../lib/use-return.ts";
import { safeNextPath } from "../next-path.ts";
import { messages } from "./messages.ts";
import { useProviderSignIn } from "./queries.ts";

/** Leads to the OpenID Connect provider, where there is one. */
export function ProviderButton() {
  const { provider } = useAuthConfig();
  const [search] = useSearchParams();
  const { mutate, reset, error, submittedAt, isIdle, isError } = useProviderSignIn();
  useReturn(reset);

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
