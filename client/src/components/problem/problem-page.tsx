import { Center, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Brand } from "../page/brand.tsx";
import { PageHeading } from "../page/page-heading.tsx";
import { Problem } from "./problem.tsx";

type ProblemPageProps = { title: string; text: string; error?: unknown; children?: ReactNode };

/** A problem that takes the whole page. */
export function ProblemPage({ title, text, error, children }: ProblemPageProps) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack align="center" gap="xl">
        <Brand />
        <Problem heading={<PageHeading>{title}</PageHeading>} text={text} error={error}>
          {children}
        </Problem>
      </Stack>
    </Center>
  );
}
