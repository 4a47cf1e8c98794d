import { FormProblem } from "../../components/form/form-problem.tsx";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { messages } from "./messages.ts";
import { VerifyLink } from "./sign-in-problem.tsx";

/** Why the provider sent one back. The words are ours: anybody can write into a URL. */
export function ProviderProblem({ code }: { code: string }) {
  const name = useAuthConfig().provider?.name ?? messages.anyProvider;
  const words = Object.hasOwn(messages.providerProblems, code) ? messages.providerProblems[code] : undefined;
  return (
    <FormProblem error={new Error((words ?? messages.providerProblem)(name))}>
      {code === "EMAIL_NOT_VERIFIED" && <VerifyLink />}
    </FormProblem>
  );
}
