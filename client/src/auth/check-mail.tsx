import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { ProblemPage } from "../components/problem-page.tsx";
import { messages } from "./messages.ts";

/** After a sign-up whose address must be confirmed; the same for a new and a known address. */
export function CheckMail({ email }: { email: string }) {
  return (
    <ProblemPage title={messages.checkMailTitle} text={messages.checkMail(email)}>
      <Anchor component={Link} to="/sign-in" state={{ email }} size="sm" underline="always">
        {messages.backToSignIn}
      </Anchor>
    </ProblemPage>
  );
}
