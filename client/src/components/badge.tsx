import classes from "./badge.module.css";

export type Tone = "notable" | "bad";

/** A state as a word, quietly. */
export function Badge({ tone, children }: { tone?: Tone; children: string }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  );
}
