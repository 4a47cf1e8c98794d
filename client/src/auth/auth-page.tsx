import { Anchor, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link, type To } from "react-router";
import { Brand } from "../components/brand.tsx";
import { PageHeading } from "../components/page-heading.tsx";
import classes from "./auth-page.module.css";
import type { SignInState } from "./sign-in-state.ts";

type AuthPageProps = {
  title: string;
  children: ReactNode;
  question: string;
  answer: { label: string; to: To; state: SignInState };
};

/** One column with the product's name and nothing else to distract, and the way to the other page. */
export function AuthPage({ title, children, question, answer }: AuthPageProps) {
  return (
    <main className={classes.page}>
      <Stack className={classes.column} gap="lg">
        <Brand />
        <PageHeading>{title}</PageHeading>
        {children}
        <Text size="sm" c="dimmed">
          {question}{" "}
          <Anchor component={Link} to={answer.to} state={answer.state} inherit underline="always">
            {answer.label}
          </Anchor>
        </Text>
      </Stack>
    </main>
  );
}
