import type { ReactNode } from "react";
import classes from "./badge.module.css";

export type Tone = "notable" | "bad";

type BadgeProps = { tone?: Tone; icon?: ReactNode; children: string };

/** A state as a word, quietly; with a shape of its own where there are several. */
export function Badge({ tone, icon, children }: BadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
