import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { ProblemPage } from "../components/problem-page.tsx";
import { dataMessages } from "./data-messages.ts";

/** Where a deleted account ends. */
export function DeletedPage() {
  return (
    <ProblemPage title={dataMessages.deletedTitle} text={dataMessages.deletedText}>
      <Anchor component={Link} to="/sign-up" size="sm" underline="always">
        {dataMessages.newAccount}
      </Anchor>
    </ProblemPage>
  );
}
