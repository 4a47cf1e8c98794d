import { Group, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./panel.module.css";

type PanelProps = { title: string; actions?: ReactNode; children: ReactNode };

/** A titled part of a page. */
export function Panel({ title, actions, children }: PanelProps) {
  const titleId = useId();
  return (
    <section className={classes.panel} aria-labelledby={titleId}>
      <Group justify="space-between" gap="xs" className={classes.header}>
        <Title order={2} id={titleId}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </section>
  );
}
