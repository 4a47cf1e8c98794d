import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { PageHeading } from "./page-heading.tsx";

/** A page's title and its actions, on one line. */
export function PageHeader({ title, actions }: { title: string; actions?: ReactNode }) {
  return (
    <Group component="header" justify="space-between" mih={36} gap="sm">
      <PageHeading>{title}</PageHeading>
      {actions}
    </Group>
  );
}
