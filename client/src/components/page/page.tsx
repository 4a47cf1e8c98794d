import type { ReactNode } from "react";
import classes from "./page.module.css";
import { useKeptFocus } from "./use-kept-focus.ts";

/** A page whose parts come and go: its heading has the focus when what had it is gone. */
export function Page({ children }: { children: ReactNode }) {
  const { props } = useKeptFocus<HTMLDivElement>();
  return (
    <div className={classes.page} {...props}>
      {children}
    </div>
  );
}
