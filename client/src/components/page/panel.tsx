import { Group, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./panel.module.css";
import { DialogGone, useKeptFocus } from "./use-kept-focus.ts";

type PanelProps = { title: string; actions?: ReactNode; children: ReactNode };

/** A titled part of a page. */
export function Panel({ title, actions, children }: PanelProps) {
  const titleId = useId();
  const { look, props } = useKeptFocus();
  return (
    <DialogGone value={look}>
      <section className={classes.panel} aria-labelledby={titleId} {...props}>
        <Group justify="space-between" gap="xs" className={classes.header}>
          <Title order={2} id={titleId}>
            {title}
          </Title>
          {actions}
        </Group>
        {children}
      </section>
    </DialogGone>
  );
}
