import { FormProblem } from "../../components/form/form-problem.tsx";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { VerifyLink } from "../mail-link/verify-link.tsx";
import { anyProblem, anyProvider, problemMessages } from "./problem-messages.ts";

/** Why the provider sent one back. The words are ours: anybody can write into a URL. */
export function ProviderProblem({ code }: { code: string }) {
  const name = useAuthConfig().provider?.name ?? anyProvider;
  const explain = Object.hasOwn(problemMessages, code) ? problemMessages[code] : undefined;
  return (
    <FormProblem error={new Error((explain ?? anyProblem)(name))}>
      {code === "EMAIL_NOT_VERIFIED" && <VerifyLink />}
    </FormProblem>
  );
}
