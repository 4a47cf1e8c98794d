import { Title } from "@mantine/core";
import type { IconReceipt } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./empty-state.module.css";
import { Problem } from "./problem.tsx";

type EmptyStateProps = { icon?: typeof IconReceipt; title: string; text: string; children?: ReactNode };

/** A place with nothing in it yet: what will be here, and what to do. */
export function EmptyState({ icon: Icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={classes.box}>
      {Icon && <Icon size={32} stroke={1.4} aria-hidden className={classes.icon} />}
      <Problem heading={<Title order={2}>{title}</Title>} text={text}>
        {children}
      </Problem>
    </div>
  );
}
