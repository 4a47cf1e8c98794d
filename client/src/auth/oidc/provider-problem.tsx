import { FormProblem } from "../../components/form/form-problem.tsx";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { VerifyLink } from "../mail-link/verify-link.tsx";
import { problemMessages } from "./problem-messages.ts";

/** Why the provider sign-in failed. The words are ours: anybody can write into a URL. */
export function ProviderProblem({ code }: { code: string }) {
  const name = useAuthConfig().provider?.name ?? problemMessages.anyProvider;
  const known: Partial<Record<string, (name: string) => string>> = problemMessages.known;
  const explain = Object.hasOwn(known, code) ? known[code] : undefined;
  return (
    <FormProblem error={new Error((explain ?? problemMessages.another)(name))}>
      {code === "EMAIL_NOT_VERIFIED" && <VerifyLink />}
    </FormProblem>
  );
}
